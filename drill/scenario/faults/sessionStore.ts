import { setTimeout as sleep } from "node:timers/promises";
import { seconds } from "../../report/words";
import type { Fault } from "./fault";

/** Not scaled: an app waits for Redis in its own time. */
const GONE_MS = 10_000;

export const REDIS_RESTARTS: Fault = {
  id: "redis-restarts",
  title: "Redis fails over",
  name: "Redis restarts",
  happen: async ({ cloud }) => {
    const began = Date.now();
    await cloud.restartSessionStore();
    return {
      asItShould: true,
      note: `away for ${seconds(Date.now() - began)}; every session is there`,
    };
  },
};

export const REDIS_GONE: Fault = {
  id: "redis-gone",
  title: "Redis answers nobody for 10 s",
  name: "Redis gone for 10 s",
  happen: async ({ cloud }) => {
    await cloud.setSessionStore(false);
    await sleep(GONE_MS);
    await cloud.setSessionStore(true);
    return { asItShould: true, note: "pages were late or failed; everybody is signed in still" };
  },
};
