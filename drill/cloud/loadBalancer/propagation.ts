/**
 * The time between the API's yes and the load balancer's nodes acting on it. Changes arrive in the order in
 * which they were accepted: timers of one duration fire in the order in which they were set.
 */
export class Propagation {
  readonly #delayMs: number;
  readonly #timers = new Set<NodeJS.Timeout>();

  /** @param delayMs milliseconds on this machine, not scaled */
  constructor(delayMs: number) {
    this.#delayMs = delayMs;
  }

  later(apply: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      apply();
    }, this.#delayMs);
    this.#timers.add(timer);
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}
