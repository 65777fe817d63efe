import { setTimeout as sleep } from "node:timers/promises";
import type { ConfigMap, EngineEvent } from "@pulumi/pulumi/automation";
import { ConcurrentUpdateError } from "@pulumi/pulumi/automation/errors";
import type { Color } from "../../config/color";
import { changesIn, type ResourceChange } from "../../ops/changes/resourceChange";
import { runWith, withValues } from "../../ops/configChange";
import type { Deployment } from "../../ops/deployment";
import { updateMessage } from "../../ops/message";
import type { Standing } from "./standing";

const TRIES = 3;

export interface MoverOptions {
  standing: Standing;
  /** The stack's, or one that puts down what it does. */
  deployment: Deployment;
  /** The configuration as the drill found it in the checkout. */
  checkout: ConfigMap;
  /** Who runs this, for the history. */
  caller: string;
  /** For whoever has the stack's lock to be done, before the traffic is put back once more. */
  waitMs: number;
}

/**
 * Moves the traffic of a deployed stack as `lobechat flip` does: narrowed to the traffic rule, with the configuration
 * that is deployed. One update at a time, and after {@link putBack} none.
 */
export class TrafficMover {
  readonly #options: MoverOptions;
  #running: Promise<unknown> = Promise.resolve();
  #back: Promise<void> | undefined;
  #away = false;

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

  /** Whether the drill has left users where it found them. An update that failed may have moved them. */
  get isBack(): boolean {
    return !this.#away;
  }

  /**
   * Waits for what runs, and lets the colour serve again that served before; the stack's file is as it was.
   *
   * @throws what the last of several updates threw
   */
  putBack(): Promise<void> {
    this.#back ??= this.#running.then(() => this.#bringBack());
    return this.#back;
  }

  async #bringBack(): Promise<void> {
    const { standing } = this.#options;
    try {
      for (let tries = 1; this.#away; tries += 1) {
        try {
          await this.#update(standing.from);
        } catch (error) {
          if (tries === TRIES) throw error;
          await sleep(this.#options.waitMs);
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
    const wasAway = this.#away;
    this.#away ||= color !== standing.from;
    return this.#withColor(color, async (deployment) => {
      try {
        await deployment.up({ message, target: [deployed.trafficRule] });
        this.#away = color !== standing.from;
      } catch (error) {
        // Who is kept out by the stack's lock has moved nothing.
        if (error instanceof ConcurrentUpdateError) this.#away = wasAway;
        throw error;
      }
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
