import { cookieValue } from "../loadBalancer/cookies";
import type { Asked } from "./asked";
import type { RateStatement } from "./webAcl";

/**
 * Counts the requests of each key within the window, blocked ones too. Not scaled: whoever asks lives in real time.
 * A real one estimates, and takes up to half a minute until it acts [WAF developer guide, caveats].
 */
export class Rates {
  readonly #seen = new Map<string, Newest>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Counts this request. @returns whether its key has asked too often; a request without the key counts nowhere */
  exceeded(rule: string, statement: RateStatement, asked: Asked): boolean {
    const keys = keysOf(statement, asked);
    if (keys.includes(undefined)) return false;
    const id = JSON.stringify([rule, ...keys]);
    // One more than the limit says all: a flood is not remembered one by one.
    const seen = this.#seen.get(id) ?? new Newest(statement.limit + 1);
    this.#seen.set(id, seen);
    const now = this.#now();
    const oldest = seen.put(now);
    return oldest !== undefined && oldest > now - statement.evaluationWindowSec * 1000;
  }
}

/** The newest times of a key, as many as fit: a request costs the same however many came before it. */
class Newest {
  readonly #times: number[] = [];
  readonly #size: number;
  #next = 0;

  constructor(size: number) {
    this.#size = size;
  }

  /** @returns the oldest that is kept, once there are as many as fit */
  put(time: number): number | undefined {
    this.#times[this.#next] = time;
    this.#next = (this.#next + 1) % this.#size;
    return this.#times.length < this.#size ? undefined : this.#times[this.#next];
  }
}

function keysOf({ aggregateKeyType, customKeys }: RateStatement, asked: Asked) {
  return aggregateKeyType === "IP"
    ? [asked.address]
    : customKeys.map(({ cookie }) => cookieValue(asked.cookies, cookie.name));
}
