import type { Color } from "../report/report";
import type { Traffic } from "../traffic/traffic";
import { until } from "./until";

/** Long enough for the slowest machine; a promise of two seconds is judged by what was measured, not by this. */
const PATIENCE_MS = 10_000;

/** Resolves once the last answer of every user came from `color`, or patience ends. */
export async function untilMoved(traffic: Traffic, color: Color): Promise<void> {
  await until(PATIENCE_MS, () => traffic.userColors().every((seen) => seen === color));
}

/** The load balancer's own delay of a rule change, and what is on its way meanwhile. */
const SETTLES_MS = 500;

/** @returns Date.now() from which on requests go by the rule that was accepted then */
export function settledAt(acceptedAt: number): number {
  return acceptedAt + SETTLES_MS;
}

/** Resolves once every user has asked since then and been answered, or patience ends. */
export async function untilAllAsked(traffic: Traffic, since: number): Promise<void> {
  const users = traffic.userColors().length;
  await until(PATIENCE_MS, () => {
    const asked = traffic.records.filter(({ startMs }) => startMs >= since);
    return new Set(asked.map(({ user }) => user)).size >= users;
  });
}
