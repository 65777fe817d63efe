import type { Container } from "../engine/container";
import { environmentOf, filesOf } from "../engine/settings";
import type { RunningStore, StartSessionStore } from "../../redis/sessionStore";
import { idle } from "./idle";
import type { LaunchPart } from "./launch";

const REDIS_PORT = 6379;

/** The drill's Redis, with the password that the container was given. */
export function sessionsPart(start: StartSessionStore, running: Set<RunningStore>): LaunchPart {
  return async (container) => {
    const store = await start(passwordOf(container));
    running.add(store);
    const workload = idle();
    const ended = workload.ended.then(async (how) => {
      running.delete(store);
      await store.stop();
      return how;
    });
    return { workload: { ...workload, ended }, ports: new Map([[REDIS_PORT, store.port]]) };
  };
}

/** By `requirepass` of an uploaded configuration, or by a variable. @throws where there is none */
function passwordOf({ settings }: Container): string {
  const configured = Object.values(filesOf(settings))
    .map((text) => /^requirepass\s+"?([^\s"]+)/m.exec(text)?.[1])
    .find((password) => password !== undefined);
  const variables = Object.entries(environmentOf(settings));
  const given = variables.find(([name]) => name.endsWith("PASSWORD"))?.[1];
  const password = configured ?? given;
  if (password === undefined) throw new Error(`${settings.name}: a Redis without a password`);
  return password;
}
