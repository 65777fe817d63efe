import type { Asked } from "./asked";
import type { RateStatement } from "./webAcl";

/**
 * Counts the requests of each key within the window, blocked ones too. Not scaled: whoever asks lives in real time.
 * A real one estimates, and takes up to half a minute until it acts [WAF developer guide, caveats].
 */
export class Rates {
  readonly #seen = new Map<string, number[]>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Counts this request. @returns whether its key has asked too often; a request without the key counts nowhere */
  exceeded(rule: string, statement: RateStatement, asked: Asked): boolean {
    const keys = keysOf(statement, asked);
    if (keys.includes(undefined)) return false;
    const now = this.#now();
    const since = now - statement.evaluationWindowSec * 1000;
    const id = JSON.stringify([rule, ...keys]);
    const seen = (this.#seen.get(id) ?? []).filter((at) => at > since);
    // One more than the limit says all: a flood is not remembered one by one.
    if (seen.length > statement.limit) seen.shift();
    seen.push(now);
    this.#seen.set(id, seen);
    return seen.length > statement.limit;
  }
}

function keysOf({ aggregateKeyType, customKeys }: RateStatement, asked: Asked) {
  return aggregateKeyType === "IP"
    ? [asked.address]
    : customKeys.map(({ cookie }) => asked.cookies.get(cookie.name));
}
