import { isDeepStrictEqual } from "node:util";
import { setTimeout as sleep } from "node:timers/promises";
import type { ConfigMap, EngineEvent } from "@pulumi/pulumi/automation";
import type { Color } from "../../config/color";
import { changesIn, type ResourceChange } from "../../ops/changes/resourceChange";
import { runWith, withValues } from "../../ops/configChange";
import type { Deployment } from "../../ops/deployment";
import { updateMessage } from "../../ops/message";
import { deployedOf } from "../../ops/operations";
import type { Standing } from "./standing";

const TRIES = 3;
/** For whoever has the stack's lock to be done. */
const WAIT_MS = 10_000;

export interface MoverOptions {
  standing: Standing;
  /** The stack's, or one that puts down what it does. */
  deployment: Deployment;
  /** The configuration as the drill found it in the checkout. */
  checkout: ConfigMap;
  /** Who runs this, for the history. */
  caller: string;
}

/**
 * Moves the traffic of a deployed stack as `lobechat flip` does: narrowed to the traffic rule, with the configuration
 * that is deployed. One update at a time, and after {@link putBack} none.
 */
export class TrafficMover {
  readonly #options: MoverOptions;
  #running: Promise<unknown> = Promise.resolve();
  #back: Promise<boolean> | undefined;

  constructor(options: MoverOptions) {
    this.#options = options;
  }

  /** @throws what the update threw */
  move(to: Color): Promise<void> {
    if (this.#back !== undefined) return Promise.reject(new Error("The drill is over."));
    return this.#next(() => this.#update(to));
  }

  /** What an update of everything would change if a colour were to serve. Nothing stays changed. */
  changesFor(to: Color): Promise<ResourceChange[]> {
    if (this.#back !== undefined) return Promise.reject(new Error("The drill is over."));
    return this.#next(() =>
      this.#withColor(to, async (deployment) => {
        const events: EngineEvent[] = [];
        await deployment.preview({ onEvent: (event) => events.push(event) });
        return changesIn(events);
      }),
    );
  }

  /** Whether users are where the drill found them. */
  async isBack(): Promise<boolean> {
    const { standing, deployment } = this.#options;
    const { weights } = deployedOf(await deployment.outputs());
    return isDeepStrictEqual(weights, standing.deployed.weights);
  }

  /**
   * Waits for what runs, and lets the colour serve again that served before; the stack's file is as it was.
   *
   * @returns whether there was anything to move
   * @throws what the last of several updates threw
   */
  putBack(): Promise<boolean> {
    this.#back ??= this.#running.then(() => this.#bringBack());
    return this.#back;
  }

  async #bringBack(): Promise<boolean> {
    const { standing } = this.#options;
    try {
      for (let tries = 1; ; tries += 1) {
        if (await this.isBack()) return tries > 1;
        try {
          await this.#update(standing.from);
        } catch (error) {
          if (tries === TRIES) throw error;
          await sleep(WAIT_MS);
        }
      }
    } finally {
      standing.stack.restoreFile();
    }
  }

  #next<Result>(act: () => Promise<Result>): Promise<Result> {
    const result = this.#running.then(act);
    this.#running = result.catch(() => undefined);
    return result;
  }

  #update(color: Color): Promise<void> {
    const { standing, caller } = this.#options;
    const { deployed } = standing;
    const release = deployed.releases[color].name;
    // No rollback in the history: nobody flees from a release here.
    const message = updateMessage({ kind: "flip", color, release, reason: "a drill", caller });
    return this.#withColor(color, async (deployment) => {
      await deployment.up({ message, target: [deployed.trafficRule] });
    });
  }

  #withColor<Result>(
    color: Color,
    run: (deployment: Deployment) => Promise<Result>,
  ): Promise<Result> {
    const { standing, deployment, checkout } = this.#options;
    const during = withValues(standing.running, { activeColor: color });
    return runWith(deployment, { before: checkout, during, after: checkout }, () =>
      run(deployment),
    );
  }
}
