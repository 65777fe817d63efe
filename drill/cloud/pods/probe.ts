import { Agent, get } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "../../clock";
import type { Probe } from "../kubernetes/objects";

/** A connection a probe would cost this machine more than the probe itself. */
const PROBES = new Agent({ keepAlive: true });

/** However fast the clock is: more often than this, the probes themselves would be the load. */
const SHORTEST_PERIOD_MS = 50;
/** An answer takes as long as this machine takes: the time-out is not scaled below this. */
const SHORTEST_TIMEOUT_MS = 1000;

export interface ProbeTarget {
  port: number;
  clock: Clock;
  /** Ends the probing. */
  signal: AbortSignal;
}

/** Waits for the first success. @param failed is told what was seen instead */
export async function untilSuccess(
  probe: Probe,
  target: ProbeTarget,
  failed: (seen: string) => void,
): Promise<void> {
  for await (const seen of outcomes(probe, target)) {
    if (seen === null) return;
    failed(seen);
  }
}

/** Tells each change of readiness: `failureThreshold` failures in a row take it away, one success gives it. */
export async function watchReadiness(
  probe: Probe,
  target: ProbeTarget,
  changed: (ready: boolean, seen: string | null) => void,
): Promise<void> {
  let failures = 0;
  let ready = false;
  for await (const seen of outcomes(probe, target)) {
    failures = seen === null ? 0 : failures + 1;
    const next: boolean = seen === null || (ready && failures < probe.failureThreshold);
    if (next !== ready || !next) changed(next, seen);
    ready = next;
  }
}

/** null for a success, else what was seen. Ends with the target's signal. */
async function* outcomes(probe: Probe, target: ProbeTarget): AsyncGenerator<string | null> {
  const { clock, signal } = target;
  const periodMs = Math.max(SHORTEST_PERIOD_MS, clock.ms(probe.periodSeconds));
  await delay(clock.ms(probe.initialDelaySeconds));
  while (!signal.aborted) {
    const seen = await ask(probe, target);
    if (isAborted(signal)) return;
    yield seen;
    await delay(periodMs);
  }
}

/** Read through a function: the signal changes while others run. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

function ask(probe: Probe, { port, clock, signal }: ProbeTarget): Promise<string | null> {
  if (probe.httpGet === undefined) return Promise.resolve(null);
  const timeout = Math.max(SHORTEST_TIMEOUT_MS, clock.ms(probe.timeoutSeconds));
  const options = { host: "127.0.0.1", port, path: probe.httpGet.path, agent: PROBES, timeout };
  return new Promise((resolve) => {
    const request = get({ ...options, signal }, (response) => {
      response.resume();
      const status = response.statusCode ?? 0;
      const good = status >= 200 && status < 400;
      resolve(good ? null : `HTTP probe failed with statuscode: ${status}`);
    });
    request.on("timeout", () => request.destroy(new Error("context deadline exceeded")));
    request.on("error", (error) => {
      resolve(`Get "http://127.0.0.1:${port}${options.path}": ${error.message}`);
    });
  });
}
