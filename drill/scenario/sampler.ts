import { setTimeout as sleep } from "node:timers/promises";
import { perColor } from "../../config/color";
import type { Cloud } from "../cloud/cloud";
import type { Observed } from "../report/timeline";
import type { Traffic } from "../traffic/traffic";
import { healthyIn } from "./healthy";

const EVERY_MS = 500;

/** Looks at the load balancer and at the users twice a second, for the report's timeline. */
export class Sampler {
  readonly observed: Observed[] = [];
  readonly #stopping = new AbortController();
  readonly #done: Promise<void>;

  /** @param startedAt Date.now() of the drill's start */
  constructor(cloud: Cloud, traffic: Traffic, startedAt: number) {
    this.#done = this.#run(cloud, traffic, startedAt);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#done;
  }

  async #run(cloud: Cloud, traffic: Traffic, startedAt: number): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const seen = await cloud.observe();
      this.observed.push({
        atMs: Date.now() - startedAt,
        weights: seen.weights,
        healthy: perColor((color) => healthyIn(seen, color)),
        streams: traffic.openStreams(),
      });
      await sleep(EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
