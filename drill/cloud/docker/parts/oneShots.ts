import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "../../../clock";
import type { JobRun } from "../../cloud";
import type { PlannedFailures } from "../../plannedFailures";
import type { LaunchPart } from "./launch";

/** How long one takes, in seconds, by what it is for: a dump is slower than a migration. */
const SECONDS: Readonly<Record<string, number>> = {
  snapshot: 20,
  migration: 10,
  restore: 20,
  bucket: 5,
};

/** One-shot containers that take their time and do nothing, and fail when they are told to. */
export class OneShots {
  readonly #clock: Clock;
  readonly #failures: PlannedFailures;
  readonly seen: JobRun[] = [];

  constructor(clock: Clock, failures: PlannedFailures) {
    this.#clock = clock;
    this.#failures = failures;
  }

  get launchers(): Record<string, LaunchPart> {
    const launch: LaunchPart = ({ part, resource }) => Promise.resolve(this.#run(part, resource));
    return Object.fromEntries(Object.keys(SECONDS).map((part) => [part, launch]));
  }

  #run(part: string, name: string): Awaited<ReturnType<LaunchPart>> {
    const seen: JobRun = { name, startMs: Date.now(), endMs: null, outcome: "running" };
    this.seen.push(seen);
    const fails = this.#failures.take(name);
    const killed = new AbortController();
    const end = (): string => {
      const failed = fails || killed.signal.aborted;
      seen.endMs = Date.now();
      seen.outcome = failed ? "failed" : "succeeded";
      if (killed.signal.aborted) return "signal SIGKILL";
      return failed ? "exit code 1" : "exit code 0";
    };
    const ms = this.#clock.ms(SECONDS[part] ?? 0);
    const ended = delay(ms, undefined, { signal: killed.signal }).then(end, end);
    const stop = (): void => {
      killed.abort();
    };
    const logs = () => (fails ? `${part}: could not connect to server\n` : `${part}: done\n`);
    return { workload: { ended, stop, kill: stop }, logs };
  }
}
