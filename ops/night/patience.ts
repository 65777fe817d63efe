import { setTimeout as delay } from "node:timers/promises";
import { StackLocked } from "../lock";

/** How long to wait for a lock that another update holds, in milliseconds. */
export interface Patience {
  /** Before the second try; then twice as long each time. */
  firstMs: number;
  /** The longest between two tries. */
  longestMs: number;
  /** In all. */
  limitMs: number;
}

/**
 * Tries until the stack's lock is free. A lock is never broken: whoever holds it goes on writing the state.
 *
 * @param attempt starts from what it finds each time, for whoever held the lock has changed something
 * @throws StackLocked after the limit, and at once what else the attempt throws
 */
export async function untilUnlocked<T>(
  attempt: () => Promise<T>,
  { firstMs, longestMs, limitMs }: Patience,
  onWait: (locked: StackLocked, waitMs: number) => void,
): Promise<T> {
  let waitMs = firstMs;
  for (let waited = 0; ; waited += waitMs, waitMs = Math.min(longestMs, waitMs * 2)) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof StackLocked) || waited >= limitMs) throw error;
      onWait(error, waitMs);
    }
    await delay(waitMs);
  }
}
