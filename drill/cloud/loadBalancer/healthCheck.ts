import { Agent, get } from "node:http";
import type { Clock } from "../../clock";
import type { Target, TargetGroupSettings } from "./api";

type HealthCheckSettings = TargetGroupSettings["healthCheck"];

/** The API's words for why a check did not pass [API reference, TargetHealth]. */
export type Failure =
  "Target.ResponseCodeMismatch" | "Target.Timeout" | "Target.FailedHealthChecks";

/** A connection a check would cost this machine more than the check itself. */
const CHECKS = new Agent({ keepAlive: true });

/** Below this a check of every pod of two colors would itself be the load on a machine with two cores. */
const SHORTEST_INTERVAL_MS = 40;
/** The clock does not hasten the app: a scaled timeout would call a busy pod sick. */
const SHORTEST_TIMEOUT_MS = 1000;

/** Sends a target its health checks, one after another, until it is told to stop. */
export class HealthCheck {
  readonly #target: Target;
  readonly #clock: Clock;
  readonly #settings: () => HealthCheckSettings;
  readonly #onResult: (failure: Failure | undefined) => void;
  readonly #stopped = new AbortController();
  #next: NodeJS.Timeout | undefined;

  /** @param settings as they are at the time of each check: they can be modified meanwhile */
  constructor(
    target: Target,
    clock: Clock,
    settings: () => HealthCheckSettings,
    onResult: (failure: Failure | undefined) => void,
  ) {
    this.#target = target;
    this.#clock = clock;
    this.#settings = settings;
    this.#onResult = onResult;
    void this.#run();
  }

  stop(): void {
    this.#stopped.abort();
    clearTimeout(this.#next);
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopped;
    const startMs = performance.now();
    const failure = await probe(this.#target, this.#settings(), this.#timeoutMs(), signal);
    if (signal.aborted) return;
    this.#onResult(failure);
    // "The time that it takes for the target to respond does not affect the interval" [ELB user guide, health checks].
    const intervalMs = Math.max(
      this.#clock.ms(this.#settings().intervalSeconds),
      SHORTEST_INTERVAL_MS,
    );
    const restMs = Math.max(intervalMs - (performance.now() - startMs), 0);
    this.#next = setTimeout(() => void this.#run(), restMs);
  }

  #timeoutMs(): number {
    const { timeoutSeconds } = this.#settings();
    return Math.max(
      this.#clock.ms(timeoutSeconds),
      Math.min(timeoutSeconds * 1000, SHORTEST_TIMEOUT_MS),
    );
  }
}

/** One check. A load balancer opens a connection for each [ELB user guide, health checks]; this keeps it. */
function probe(
  target: Target,
  settings: HealthCheckSettings,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Failure | undefined> {
  return new Promise((resolve) => {
    const request = get({
      agent: CHECKS,
      host: target.id,
      port: target.port,
      path: settings.path,
      headers: { "User-Agent": "ELB-HealthChecker/2.0" },
      timeout: timeoutMs,
      signal,
    });
    request.on("response", (response) => {
      response.resume();
      const passed = matchesStatus(settings.matcher, response.statusCode ?? 0);
      resolve(passed ? undefined : "Target.ResponseCodeMismatch");
    });
    request.on("timeout", () => {
      resolve("Target.Timeout");
      request.destroy();
    });
    request.on("error", () => {
      resolve("Target.FailedHealthChecks");
    });
  });
}

/** @param matcher as the API writes it: "200", "200-299" or "200,404" */
export function matchesStatus(matcher: string, status: number): boolean {
  return matcher.split(",").some((part) => {
    const [first, last = first] = part.split("-").map(Number);
    return first !== undefined && last !== undefined && first <= status && status <= last;
  });
}
