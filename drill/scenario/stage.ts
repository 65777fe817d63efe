import { setTimeout as sleep } from "node:timers/promises";
import type { Cloud } from "../cloud/cloud";
import type { OpenEngine } from "../engine/open";
import type { Color, Flip, Outcome, Step, Update } from "../report/report";
import type { Traffic } from "../traffic/traffic";
import type { ReleaseFact } from "../report/promises/facts";
import type { Site } from "../traffic/site";
import { untilMoved } from "./moved";
import type { Leaving } from "./secrets/leavings";
import { askPreview, versionIn } from "./preview";
import { baseConfig, wantedConfig, type Wanted } from "./stackConfig";
import { summaryOf } from "./summary";
import { runUpdate } from "./update";

/** One step of the story, before it is played. */
export interface Scene {
  /** Unique; the report refers to it. */
  id: string;
  title: string;
  kind: "deploy" | "release" | "flip" | "rollback" | "noChange" | "config";
  /** What the stack is to be. What is left out stays as it was wanted before. */
  wanted?: Partial<Wanted>;
  /** The colour that a release goes to. */
  color?: Color;
  /** Narrows the update to the traffic rule. */
  onlyTrafficRule?: boolean;
  /** @default "succeeded" */
  expected?: Outcome;
}

/** A step as it was played; what is measured over its window is added when the window is over. */
export type PlayedStep = Omit<Step, "traffic">;

/** A flip as it was played, before its users are looked at. */
export type PlayedFlip = Pick<
  Flip,
  "step" | "kind" | "from" | "to" | "resourcesChanged" | "changedType"
> & {
  /** Date.now() when the load balancer took the rule; null when it did not. */
  acceptedAt: number | null;
};

export interface StageOptions {
  engine: OpenEngine;
  cloud: Cloud;
  /** Date.now() of the drill's start. */
  startedAt: number;
  /** Whether an image answers the version of its release. A real app is one build, whatever the release. */
  versionsDiffer: boolean;
  /** Every step goes on at least so long, so that users are seen on both sides of it. */
  stepMs: number;
  onBegin: (title: string) => void;
  onEnd: (step: PlayedStep, flip: PlayedFlip | undefined) => void;
}

/** The virtual users, and where they find the app. */
export interface Users {
  traffic: Traffic;
  site: Site;
}

/** Where the story is played: the stack, its cloud and, once there is something to reach, its users. */
export class Stage {
  readonly steps: PlayedStep[] = [];
  readonly flips: PlayedFlip[] = [];
  readonly releases: ReleaseFact[] = [];
  /** What the engine said in each step. */
  readonly told: Leaving[] = [];
  readonly #options: StageOptions;
  readonly #config = baseConfig();
  #wanted: Wanted | undefined;
  #users: Users | undefined;

  constructor(options: StageOptions) {
    this.#options = options;
  }

  /** From here on users are watched after every flip. */
  admit(users: Users): void {
    this.#users = users;
  }

  /** Changes the configuration, runs the update, and watches the users until they are where they should be. */
  async play(scene: Scene): Promise<void> {
    this.#options.onBegin(scene.title);
    const began = Date.now();
    const before = this.#wanted;
    const wanted = merge(before, scene.wanted ?? {});
    await this.#options.engine.deployment.setAllConfig({
      ...this.#config,
      ...wantedConfig(wanted),
    });
    const { update, outcome, told } = await this.#update(scene, before, wanted);
    this.told.push({ place: `what the engine said of ${scene.id}`, step: scene.id, content: told });
    // What the configuration refused was never wanted: the next step starts from what is there.
    if (outcome !== "refused") this.#wanted = wanted;

    const flip =
      isFlip(scene) && before !== undefined
        ? await this.#follow(scene, update, { from: before.activeColor, to: wanted.activeColor })
        : undefined;
    if (scene.color !== undefined) await this.#lookAt(scene.id, scene.color, wanted, outcome);
    await this.#end({ ...scene, outcome, update }, began, flip);
  }

  /** A step in which Pulumi does not run: something is looked at, and either it is as it should be or it is not. */
  async observe(id: string, title: string, look: () => Promise<boolean>): Promise<void> {
    this.#options.onBegin(title);
    const began = Date.now();
    const outcome = (await look()) ? "succeeded" : "failed";
    await this.#end({ id, title, kind: "observe", outcome }, began);
  }

  async #update(scene: Scene, before: Wanted | undefined, wanted: Wanted) {
    const { engine, startedAt } = this.#options;
    const words = {
      message: `drill: ${scene.title}`,
      summary: (changed: Update["changed"]) => summaryOf(scene, before, wanted, changed),
    };
    return runUpdate(engine, words, await this.#target(scene.onlyTrafficRule === true), startedAt);
  }

  async #target(narrow: boolean): Promise<string[] | undefined> {
    if (!narrow) return undefined;
    const outputs = await this.#options.engine.deployment.outputs();
    return [String(outputs["trafficRule"]?.value)];
  }

  async #end(
    played: Pick<PlayedStep, "id" | "title" | "kind" | "outcome"> & Partial<PlayedStep>,
    began: number,
    flip?: PlayedFlip,
  ): Promise<void> {
    const { startedAt, stepMs, onEnd } = this.#options;
    await sleep(Math.max(0, began + stepMs - Date.now()));
    const { id, title, kind, update, expected = "succeeded", outcome } = played;
    const step: PlayedStep = {
      ...{ id, title, chapter: "release", kind, startMs: began - startedAt },
      durationMs: Date.now() - began,
      ...(update === undefined ? {} : { update }),
      ...{ policies: [], expected, outcome },
    };
    this.steps.push(step);
    onEnd(step, flip);
  }

  /**
   * What a flip did, and its users: each has to be on the other colour, and to find the files of its old page.
   * An update may fail and still have moved the traffic, and it may not: the load balancer knows.
   */
  async #follow(
    scene: Scene,
    update: Update,
    colors: Pick<PlayedFlip, "from" | "to">,
  ): Promise<PlayedFlip> {
    const { cloud, startedAt } = this.#options;
    const { trafficRuleAcceptedMs } = await cloud.observe();
    const accepted = trafficRuleAcceptedMs.find((at) => at >= startedAt + update.startMs);
    const [only, ...others] = update.changed;
    const flip: PlayedFlip = {
      step: scene.id,
      kind: scene.kind === "rollback" ? "rollback" : "flip",
      ...colors,
      resourcesChanged: update.changed.length,
      changedType: only !== undefined && others.length === 0 ? only.type : null,
      acceptedAt: accepted ?? null,
    };
    this.flips.push(flip);
    if (this.#users !== undefined && accepted !== undefined) {
      await untilMoved(this.#users.traffic, flip.to);
      await this.#users.traffic.loadOldAssets();
    }
    return flip;
  }

  /** What a release was to do, and what its colour answers now to those who hold the token. */
  async #lookAt(step: string, color: Color, wanted: Wanted, outcome: Outcome): Promise<void> {
    const { engine, versionsDiffer } = this.#options;
    const { version } = wanted[color];
    const site = outcome === "succeeded" && versionsDiffer ? this.#users?.site : undefined;
    const previewVersion =
      site === undefined ? null : versionIn(await askPreview(engine, site, color));
    this.releases.push({ step, color, serving: wanted.activeColor, version, previewVersion });
  }
}

/** @throws Error when the first step leaves something out. */
function merge(before: Wanted | undefined, changes: Partial<Wanted>): Wanted {
  const { activeColor, blue, green, schema } = { ...before, ...changes };
  if (
    activeColor === undefined ||
    blue === undefined ||
    green === undefined ||
    schema === undefined
  )
    throw new Error("the first step says everything about the stack");
  return { activeColor, blue, green, schema };
}

function isFlip({ kind }: Scene): boolean {
  return kind === "flip" || kind === "rollback";
}
