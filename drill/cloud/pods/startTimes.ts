/** Milliseconds that a first start is given before one was seen: a real app is a thousand times the small one. */
export const ASSUMED_START_MS = { small: 5000, real: 60_000 };

/**
 * Deadlines pass as fast as the clock says, but an app starts as fast as this machine lets it. What a start
 * takes here is learned from those that were seen, and every deadline is given that much more.
 */
export class StartTimes {
  #longestMs: number | null = null;
  readonly #assumedMs: number;

  /** @param assumedMs milliseconds, until a first start was seen */
  constructor(assumedMs: number) {
    this.#assumedMs = assumedMs;
  }

  seen(ms: number): void {
    this.#longestMs = Math.max(ms, this.#longestMs ?? 0);
  }

  /** Milliseconds that one start may take: twice the longest so far, and never below half a second. */
  get allowanceMs(): number {
    return this.#longestMs === null ? this.#assumedMs : Math.max(500, 2 * this.#longestMs);
  }
}
