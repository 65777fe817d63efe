import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "../../clock";

/** How often the provider tries [terraform-provider-aws, max_retries], and how long at most it waits between [AWS SDK for Go v2, retry.DefaultMaxBackoff]. */
const ATTEMPTS = 25;
const LONGEST_BACK_OFF_SECONDS = 20;

/** Calls that change a load balancer, while its API may refuse them for being too many. */
export class Throttle {
  on = false;
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Tries again, later each time, as the AWS SDK does.
   * @param action the API's name of it
   * @throws Error in the SDK's words when every try was refused
   */
  async call<Result>(action: string, act: () => Result): Promise<Result> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      if (!this.on) return act();
      const seconds = Math.min(2 ** (attempt - 1), LONGEST_BACK_OFF_SECONDS);
      await delay(this.#clock.ms(seconds), undefined, { ref: false });
    }
    throw new Error(
      `operation error Elastic Load Balancing v2: ${action}, exceeded maximum number of attempts, ${ATTEMPTS}, ` +
        "https response error StatusCode: 400, api error Throttling: Rate exceeded",
    );
  }
}
