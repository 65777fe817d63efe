import { Agent, get } from "node:http";
import type { Clock } from "../../../clock";
import type { Address } from "../../loadBalancer/api";
import type { ServerPool } from "./balancers";

/** Finds a server of the stack on this machine. null: nobody has that name */
export type Resolve = (url: string) => Address | null;

/** A connection a check would cost this machine more than the check itself. */
const CHECKS = new Agent({ keepAlive: true });

/** However fast the clock is: more often than this, the checks themselves would be the load. */
const SHORTEST_INTERVAL_MS = 40;
/** An answer takes as long as this machine takes. */
const SHORTEST_TIMEOUT_MS = 1000;

/** Asks the servers of a pool, one after another, for the first time when the interval is over. */
export function checkHealth(pool: ServerPool, clock: Clock, resolve: Resolve, ended: AbortSignal) {
  const { healthCheck } = pool.settings;
  if (healthCheck === undefined) return;
  const intervalMs = Math.max(clock.ms(healthCheck.interval), SHORTEST_INTERVAL_MS);
  const timeoutMs = Math.max(clock.ms(healthCheck.timeout), SHORTEST_TIMEOUT_MS);
  const ask = async (): Promise<void> => {
    for (const server of pool.servers) {
      const address = resolve(server.url);
      const up = address !== null && (await answers(address, healthCheck.path, timeoutMs, ended));
      if (ended.aborted) return;
      server.up = up;
    }
    next();
  };
  const next = (): void => {
    const timer = setTimeout(() => void ask(), intervalMs);
    ended.addEventListener("abort", () => {
      clearTimeout(timer);
    });
  };
  next();
}

function answers(
  address: Address,
  path: string,
  timeout: number,
  signal: AbortSignal,
): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get({ ...address, path, agent: CHECKS, timeout, signal }, (response) => {
      response.resume();
      const status = response.statusCode ?? 0;
      resolve(status >= 200 && status < 400);
    });
    request.on("timeout", () => request.destroy());
    request.on("error", () => {
      resolve(false);
    });
  });
}
