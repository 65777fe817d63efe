import { setTimeout as sleep } from "node:timers/promises";

const LOOK_AGAIN_MS = 50;

/** Waits for what can only be seen by looking. @returns whether it came within that time */
export async function until(
  patienceMs: number,
  holds: () => boolean | Promise<boolean>,
): Promise<boolean> {
  const deadline = Date.now() + patienceMs;
  while (!(await holds())) {
    if (Date.now() > deadline) return false;
    await sleep(LOOK_AGAIN_MS);
  }
  return true;
}
