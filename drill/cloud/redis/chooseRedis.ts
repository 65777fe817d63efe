import { randomBytes } from "node:crypto";
import type { Certificate } from "../certificate";
import type { Processes } from "../pods/processes";
import { startInProcess } from "./inProcess";
import { startRedisServer } from "./redisServer";
import type { StartSessionStore } from "./sessionStore";

export interface ChosenRedis {
  kind: "redis-server" | "inProcess";
  start: StartSessionStore;
}

/** A redis-server counts when it really starts with TLS here. */
export async function chooseRedis(
  processes: Processes,
  certificate: Certificate,
  workDir: string,
): Promise<ChosenRedis> {
  const real = (password: string) =>
    startRedisServer(password, { processes, certificate, workDir });
  const trial = await real(randomBytes(16).toString("hex"));
  if (trial === null) {
    return { kind: "inProcess", start: (password) => startInProcess(password, certificate) };
  }
  await trial.stop();
  return {
    kind: "redis-server",
    start: async (password) => {
      const store = await real(password);
      if (store === null) throw new Error("redis-server does not start any more: see redis.log");
      return store;
    },
  };
}
