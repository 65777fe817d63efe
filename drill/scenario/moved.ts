import { setTimeout as sleep } from "node:timers/promises";
import type { Color } from "../report/report";
import type { Traffic } from "../traffic/traffic";

/** Long enough for the slowest machine; a promise of two seconds is judged by what was measured, not by this. */
const PATIENCE_MS = 10_000;
const LOOK_AGAIN_MS = 20;

/** Resolves once the last answer of every user came from `color`, or patience ends. */
export async function untilMoved(traffic: Traffic, color: Color): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    if (traffic.userColors().every((seen) => seen === color)) return;
    await sleep(LOOK_AGAIN_MS);
  }
}
