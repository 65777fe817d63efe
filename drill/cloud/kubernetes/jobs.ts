import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "../../clock";
import type { JobRun } from "../cloud";
import type { PlannedFailures } from "../plannedFailures";
import { InitializationError, type Created } from "../provider/kind";
import type { z } from "zod";
import { awaitSeconds, type job } from "./objects";

type JobObject = z.infer<typeof job>;

/** How long one attempt takes, in seconds, by what the Job is for: a dump is slower than a migration. */
const ATTEMPT_SECONDS = { "snapshot-": 20, "migration-": 10 };
const OTHER_ATTEMPT_SECONDS = 5;

/** The Job controller's back-off between attempts, doubled with every failure. */
const BACK_OFF_SECONDS = 10;

interface Run {
  seen: JobRun;
  /** null while it runs; "" when it succeeded. */
  failure: string | null;
  ended: Promise<void>;
  cancel: AbortController;
}

/** Runs the scripts of a Job's pod. @returns why it failed; "" for success */
export type RunScripts = (name: string, object: JobObject) => Promise<string>;

/** Jobs that take their time and do nothing, and fail when they are told to; some run what they are to run. */
export class Jobs {
  readonly #clock: Clock;
  readonly #runs = new Map<string, Run>();
  readonly #seen: JobRun[] = [];
  readonly #failures: PlannedFailures;
  readonly #scriptsOf: (name: string) => RunScripts | undefined;

  /**
   * @param failures which Jobs fail, with all their attempts
   * @param scriptsOf what runs the scripts of a Job, by its name; undefined: only time goes by
   */
  constructor(
    clock: Clock,
    failures: PlannedFailures,
    scriptsOf: (name: string) => RunScripts | undefined,
  ) {
    this.#clock = clock;
    this.#failures = failures;
    this.#scriptsOf = scriptsOf;
  }

  get seen(): readonly JobRun[] {
    return this.#seen;
  }

  hasFailed(id: string): boolean {
    return (this.#runs.get(id)?.failure ?? "") !== "";
  }

  /** Server-side apply: a Job that is there already, because its creator was killed, is not run again. */
  start(id: string, name: string, object: JobObject): void {
    if (this.#runs.has(id)) return;
    const seen: JobRun = { name, startMs: Date.now(), endMs: null, outcome: "running" };
    this.#seen.push(seen);
    const cancel = new AbortController();
    const fails = this.#failures.take(name);
    const run: Run = { seen, failure: null, cancel, ended: Promise.resolve() };
    const scripts = this.#scriptsOf(name);
    const ended =
      scripts === undefined || fails
        ? this.#attempts(name, object, fails, cancel.signal)
        : scripts(name, object);
    run.ended = ended.then((failure) => {
      run.failure = failure;
      seen.endMs = Date.now();
      seen.outcome = failure === "" ? "succeeded" : "failed";
    });
    this.#runs.set(id, run);
  }

  /** Waits for its end, as pulumi-kubernetes does. @throws InitializationError when it has failed */
  async awaitEnd(created: Created, { metadata }: JobObject): Promise<void> {
    const run = this.#runs.get(created.id);
    if (run === undefined) throw new Error(`the stand-in cloud has no Job ${created.id}`);
    const patience = new AbortController();
    const timeoutMs = this.#clock.ms(awaitSeconds(metadata.annotations));
    await Promise.race([run.ended, pause(timeoutMs, patience.signal)]);
    patience.abort();
    if (run.failure === "") return;
    const reason = run.failure ?? "timed out waiting for the Job to succeed";
    throw new InitializationError(
      `resource "${created.id}" was successfully created, but the Kubernetes API server ` +
        `reported that it failed to fully initialize or become live: '${run.seen.name}' did not succeed`,
      created,
      [reason],
    );
  }

  async remove(id: string): Promise<void> {
    const run = this.#runs.get(id);
    run?.cancel.abort();
    await run?.ended;
    this.#runs.delete(id);
  }

  /** @returns why it failed, as the Job's condition says it; "" for success */
  async #attempts(
    name: string,
    { spec }: JobObject,
    fails: boolean,
    canceled: AbortSignal,
  ): Promise<string> {
    const deadlineMs = Date.now() + this.#clock.ms(spec.activeDeadlineSeconds ?? Infinity);
    const attemptMs = this.#clock.ms(attemptSeconds(name));
    const attempts = fails ? spec.backoffLimit + 1 : 1;
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const backOff = attempt === 1 ? 0 : BACK_OFF_SECONDS * 2 ** (attempt - 2);
      const wantedMs = this.#clock.ms(backOff) + attemptMs;
      const leftMs = deadlineMs - Date.now();
      await pause(Math.min(wantedMs, leftMs), canceled);
      if (canceled.aborted) return "the Job was deleted while it ran";
      if (wantedMs > leftMs) {
        return "DeadlineExceeded: Job was active longer than specified deadline";
      }
    }
    return fails ? "BackoffLimitExceeded: Job has reached the specified backoff limit" : "";
  }
}

function attemptSeconds(name: string): number {
  const kind = Object.entries(ATTEMPT_SECONDS).find(([prefix]) => name.startsWith(prefix));
  return kind?.[1] ?? OTHER_ATTEMPT_SECONDS;
}

/** Ends early, and without an error, when it is aborted. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}
