import { setTimeout as sleep } from "node:timers/promises";
import type { ConfigMap } from "@pulumi/pulumi/automation";
import type { Cloud } from "../cloud/cloud";
import type { OpenEngine } from "../engine/open";
import type { ToldViolation } from "../engine/violations";
import type { OutageFact } from "../report/outage";
import type { HangFact, ReleaseFact } from "../report/promises/facts";
import type { Color, Flip, Outcome, Update } from "../report/report";
import { otherColor } from "../../config/color";
import { said } from "../../ops/said";
import { followFlip, type FollowedFlip } from "./followFlip";
import { settledAt, untilAllAsked } from "./moved";
import { versionIn } from "../traffic/marks";
import { askPreview } from "./preview";
import { Recorder, type UpdateRun } from "./recorder";
import {
  isFlip,
  type PlayedCanary,
  type PlayedFault,
  type PlayedFlip,
  type PlayedStep,
  type Scene,
  type UpdateScene,
  type Users,
} from "./scene";
import type { Leaving } from "./secrets/leavings";
import { merge, wantedConfig, type Wanted } from "./stackConfig";
import { summaryOf } from "./summary";

export interface StageOptions {
  engine: OpenEngine;
  cloud: Cloud;
  /** The configuration of the stack, but for what steps want. */
  config: ConfigMap;
  /** Date.now() of the drill's start. */
  startedAt: number;
  /** Whether an image answers the version of its release. A real app is one build, whatever the release. */
  versionsDiffer: boolean;
  /** Every step goes on at least so long, so that users are seen on both sides of it. */
  stepMs: number;
  onBegin: (title: string) => void;
  onEnd: (step: PlayedStep, flip: PlayedFlip | undefined) => void;
}

/** What a command of the operator came to. */
export interface Done {
  outcome: Outcome;
  /** In words, what its update meant. */
  summary?: string;
  /** In words, what came of it beside the update. */
  note?: string;
  /** What the policies found beside what they did in updates. */
  policies?: ToldViolation[];
  /** What broke meanwhile. */
  fault?: PlayedFault;
  /** Where it moved traffic. */
  flip?: Pick<Flip, "kind" | "from" | "to"> & Pick<FollowedFlip, "alsoReleases">;
}

/** Where the story is played: the stack, its cloud and, once there is something to reach, its users. */
export class Stage {
  readonly steps: PlayedStep[] = [];
  readonly flips: PlayedFlip[] = [];
  readonly releases: ReleaseFact[] = [];
  readonly canaries: PlayedCanary[] = [];
  /** Steps in which the cluster's API was away. */
  readonly withoutCluster: string[] = [];
  /** Updates that waited in vain for their pods while somebody rolled back. */
  readonly hangs: HangFact[] = [];
  /** What the cloud knows to have been broken, by Date.now(). */
  outages: readonly OutageFact[] = [];
  /** What the engine said in each step. */
  readonly told: Leaving[] = [];
  /** Every update goes through it, whoever runs it. */
  readonly recorder: Recorder;
  readonly #options: StageOptions;
  readonly #config: ConfigMap;
  #wanted: Wanted | undefined;
  #users: Users | undefined;

  constructor(options: StageOptions) {
    this.#options = options;
    this.#config = options.config;
    this.recorder = new Recorder(options.engine, options.startedAt);
  }

  /** From here on users are watched after every flip. */
  admit(users: Users): void {
    this.#users = users;
  }

  /** Changes the configuration, runs the update, and watches the users until they are where they should be. */
  async play(scene: UpdateScene): Promise<void> {
    const before = this.#wanted;
    const wanted = merge(before, scene.wanted ?? {});
    await this.perform(scene, async () => {
      const { outcome, update } = await this.#up(scene, wanted);
      // What was refused was never wanted: the next step starts from what is there.
      if (outcome !== "refused") this.#wanted = wanted;
      const summary = summaryOf(scene, before, wanted, update.changed);
      if (scene.kind === "canary")
        return { outcome, summary, note: await this.#watchCanary(scene.id, wanted) };
      if (!isFlip(scene) || before === undefined) return { outcome, summary };
      const [from, to] = [before.activeColor, wanted.activeColor];
      const { kind, alsoReleases } = scene;
      return { outcome, summary, flip: { kind, from, to, ...(alsoReleases && { alsoReleases }) } };
    });
    if (scene.color !== undefined) await this.#lookAt(scene.id, scene.color, wanted);
  }

  /** Whatever an operator does, by whatever command: every update in it is put down. */
  async perform(scene: Scene, act: () => Promise<Done>): Promise<Done> {
    const { cloud, onBegin } = this.#options;
    onBegin(scene.title);
    const began = Date.now();
    const runs = this.recorder.runs.length;
    if (scene.withoutCluster === true) {
      this.withoutCluster.push(scene.id);
      await cloud.setKubernetes(false);
    }
    const done = await act().catch((error: unknown): Done => ({
      outcome: "failed",
      note: said(error),
    }));
    if (scene.withoutCluster === true) await cloud.setKubernetes(true);
    const { id: step } = scene;
    const ran = this.recorder.runs.slice(runs);
    for (const { told: content } of ran)
      this.told.push({ place: `what the engine said of ${step}`, step, content });
    // What a fault did to an update shows in the first; those that follow repair it.
    const run = ran.at(scene.kind === "fault" ? 0 : -1);
    const { summary, flip: moved, policies: found = [], ...came } = done;
    const update = run && { ...run.update, summary: summary ?? run.update.message };
    const flip = await this.#followed(scene, moved, began, update);
    const policies = [...ran.flatMap((one) => one.policies), ...found];
    await this.#end({ ...scene, ...came, policies, ...(update && { update }) }, began, flip);
    return done;
  }

  /** A step in which Pulumi does not run: something is looked at, and either it is as it should be or it is not. */
  async observe(
    { id, title, chapter = "release" }: Pick<Scene, "id" | "title" | "chapter">,
    look: () => Promise<boolean>,
  ): Promise<void> {
    this.#options.onBegin(title);
    const began = Date.now();
    const outcome = (await look()) ? "succeeded" : "failed";
    await this.#end({ id, title, chapter, kind: "observe", outcome }, began);
  }

  /** Puts down what is wanted from here on, where somebody else than the stage has seen to it. */
  async accept(changes: Partial<Wanted>): Promise<void> {
    this.#wanted = merge(this.#wanted, changes);
    await this.configure(this.#wanted);
  }

  /** Writes the configuration of the stack, and nothing else. */
  async configure(wanted: Wanted, forgets: readonly string[] = []): Promise<void> {
    // The CLI wants a key to remove.
    if (forgets.length > 0)
      await this.recorder.deployment.removeAllConfig(forgets.map((key) => `lobechat:${key}`));
    await this.recorder.deployment.setAllConfig({ ...this.#config, ...wantedConfig(wanted) });
  }

  /** What the stack is to be now, with some of it changed. */
  wantedWith(changes: Partial<Wanted>): Wanted {
    return merge(this.#wanted, changes);
  }

  async #up(scene: UpdateScene, wanted: Wanted): Promise<UpdateRun> {
    await this.configure(wanted, scene.forgets);
    const target = await this.#target(scene.onlyTrafficRule === true);
    await this.recorder.deployment
      .up({ message: `drill: ${scene.title}`, ...(target && { target }) })
      // An update that fails is an answer, not an exception: it is put down as such.
      .catch(() => undefined);
    return this.recorder.last();
  }

  async #target(narrow: boolean): Promise<string[] | undefined> {
    if (!narrow) return undefined;
    const outputs = await this.recorder.deployment.outputs();
    return [String(outputs["trafficRule"]?.value)];
  }

  async #followed(
    scene: Scene,
    flip: Done["flip"],
    began: number,
    update: Update | undefined,
  ): Promise<PlayedFlip | undefined> {
    if (flip === undefined) return undefined;
    const { cloud } = this.#options;
    const followed = await followFlip(
      { step: scene.id, ...flip, began, update },
      cloud,
      this.#users,
    );
    this.flips.push(followed);
    return followed;
  }

  /** A canary has its users once everybody has asked under it. */
  async #watchCanary(step: string, wanted: Wanted): Promise<string> {
    const { canaryPercent = 0 } = wanted;
    const to = otherColor(wanted.activeColor);
    const { trafficRuleAcceptedMs } = await this.#options.cloud.observe();
    const acceptedAt = trafficRuleAcceptedMs.at(-1) ?? Date.now();
    this.canaries.push({ step, percent: canaryPercent, to, acceptedAt });
    if (this.#users === undefined) return "";
    const { traffic } = this.#users;
    await untilAllAsked(traffic, settledAt(acceptedAt));
    const colors = traffic.userColors();
    return `${colors.filter((color) => color === to).length} of ${colors.length} users on ${to}`;
  }

  async #end(
    played: Pick<PlayedStep, "id" | "title" | "kind" | "outcome"> & Partial<PlayedStep>,
    began: number,
    flip?: PlayedFlip,
  ): Promise<void> {
    const { startedAt, stepMs, onEnd } = this.#options;
    await sleep(Math.max(0, began + stepMs - Date.now()));
    const { id, title, chapter = "release", kind, update, failing, note, fault } = played;
    const { expected = "succeeded", outcome, policies = [] } = played;
    const step: PlayedStep = {
      ...{ id, title, chapter, kind, startMs: began - startedAt },
      durationMs: Date.now() - began,
      ...(update === undefined ? {} : { update }),
      ...(failing === undefined ? {} : { failing }),
      ...(note === undefined ? {} : { note }),
      ...(fault === undefined ? {} : { fault }),
      ...{ policies, expected, outcome },
    };
    this.steps.push(step);
    onEnd(step, flip);
  }

  /** What a release was to do, and what its colour answers now to those who hold the token. */
  async #lookAt(step: string, color: Color, wanted: Wanted): Promise<void> {
    const { engine, versionsDiffer } = this.#options;
    const { version } = wanted[color];
    const succeeded = this.recorder.last().outcome === "succeeded";
    const site = succeeded && versionsDiffer ? this.#users?.site : undefined;
    const previewVersion =
      site === undefined ? null : versionIn(await askPreview(engine, site, color));
    this.releases.push({ step, color, serving: wanted.activeColor, version, previewVersion });
  }
}
