import { seconds } from "../../report/words";
import type { Fault } from "./fault";

export const REDIS_RESTARTS: Fault = {
  id: "redis-restarts",
  title: "Redis fails over",
  name: "Redis restarts",
  happen: async ({ cloud }) => {
    const began = Date.now();
    await cloud.restartSessionStore();
    return {
      asItShould: true,
      note: `away for ${seconds(Date.now() - began)}, every session is there`,
    };
  },
};
