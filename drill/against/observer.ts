import { setTimeout as sleep } from "node:timers/promises";
import { COLORS, perColor, type Color } from "../../config/color";
import type { Observed } from "../report/timeline";
import type { PlayedFlip } from "../scenario/scene";
import { versionIn } from "../traffic/marks";
import type { Site } from "../traffic/site";
import type { Traffic } from "../traffic/traffic";
import type { Standing } from "./standing";
import { previewOf } from "./visitors";

const EVERY_MS = 1000;

/** Looks once a second, from outside, whether each colour still answers those who hold its token. */
export class Observer {
  readonly #seen: Omit<Observed, "weights">[] = [];
  readonly #startedAt: number;
  readonly #standing: Standing;
  readonly #stopping = new AbortController();
  readonly #done: Promise<void>;

  /** @param startedAt Date.now() of the drill's start */
  constructor(standing: Standing, site: Site, traffic: Traffic, startedAt: number) {
    this.#standing = standing;
    this.#startedAt = startedAt;
    this.#done = this.#run(site, traffic);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#done;
  }

  /** What was seen, with the weights that the flips since say. */
  observed(flips: readonly PlayedFlip[]): Observed[] {
    return this.#seen.map((seen) => {
      const at = seen.atMs + this.#startedAt;
      const last = flips.findLast(({ acceptedAt }) => acceptedAt !== null && acceptedAt <= at);
      const serving = last?.to ?? this.#standing.from;
      return { ...seen, weights: perColor((color) => (color === serving ? 100 : 0)) };
    });
  }

  async #run(site: Site, traffic: Traffic): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const [blue = 0, green = 0] = await Promise.all(
        COLORS.map((color) => this.#answers(site, color)),
      );
      const atMs = Date.now() - this.#startedAt;
      this.#seen.push({ atMs, healthy: { blue, green }, streams: traffic.openStreams() });
      await sleep(EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  async #answers(site: Site, color: Color): Promise<number> {
    const { deployed } = this.#standing;
    const answer = await previewOf(deployed, site, color)("/api/version").catch(() => null);
    return answer !== null && versionIn(answer) === deployed.releases[color].version ? 1 : 0;
  }
}
