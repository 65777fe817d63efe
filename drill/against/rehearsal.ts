import { setTimeout as sleep } from "node:timers/promises";
import type { Color } from "../../config/color";
import { flipSummary } from "../../ops/changes/words";
import { said } from "../../ops/said";
import { sinceStart, trafficBetween } from "../report/measure";
import { oneResource } from "../report/promises/oneResource";
import { usersLoseNothing } from "../report/promises/usersLoseNothing";
import { counted } from "../report/words";
import { followFlip } from "../scenario/followFlip";
import { measuredFlip, measuredStep, type Watched } from "../scenario/measured";
import { untilMoved } from "../scenario/moved";
import type { Recorder } from "../scenario/recorder";
import type { PlayedFlip, PlayedStep } from "../scenario/scene";
import type { Traffic } from "../traffic/traffic";
import type { Site } from "../traffic/site";
import type { Standing } from "./standing";
import type { TrafficMover } from "./trafficMover";

/** How many steps there are where nothing goes wrong. */
export const STEPS = 4;

export interface RehearsalOptions {
  standing: Standing;
  mover: TrafficMover;
  recorder: Recorder;
  traffic: Traffic;
  site: Site;
  /** Every step goes on at least so long, so that users are seen on both sides of a flip. */
  stepMs: number;
  /** Date.now() of the drill's start. */
  startedAt: number;
  onBegin: (title: string) => void;
  onEnd: (step: PlayedStep, flip: PlayedFlip | undefined) => void;
}

type Scene = Pick<PlayedStep, "id" | "title" | "kind">;
type Seen = Pick<PlayedStep, "outcome" | "note">;

/** A flip and a rollback on a deployed stack, up to the first promise that is broken. */
export class Rehearsal {
  readonly steps: PlayedStep[] = [];
  readonly flips: PlayedFlip[] = [];
  readonly #options: RehearsalOptions;

  constructor(options: RehearsalOptions) {
    this.#options = options;
  }

  /** Whatever happens, users are then where they were. */
  async play(): Promise<void> {
    const { from, to } = this.#options.standing;
    const scenes = [
      () => this.#look({ id: "look", title: "what a flip would change", kind: "observe" }, to),
      () => this.#move({ id: `flip-to-${to}`, title: `flip to ${to}`, kind: "flip" }, to),
      () =>
        this.#move(
          { id: `rollback-to-${from}`, title: `roll back to ${from}`, kind: "rollback" },
          from,
        ),
      () => this.#look({ id: "as-before", title: "the stack is as it was", kind: "observe" }, from),
    ];
    try {
      for (const scene of scenes) {
        await scene();
        if (this.#isBroken()) break;
      }
    } finally {
      await this.#putBack();
    }
  }

  /** Narrowed to its target, an update can change nothing else: what it would change without is asked of a preview. */
  async #look(scene: Scene, color: Color): Promise<void> {
    const { standing, mover } = this.#options;
    const rule = standing.deployed.trafficRule;
    await this.#perform(scene, async () => {
      const changes = await mover.changesFor(color);
      const wanted = color === standing.to ? [rule] : [];
      const others = changes.filter(({ urn }) => !wanted.includes(urn)).map(({ name }) => name);
      const succeeded = others.length === 0 && changes.length === wanted.length;
      const what = others.length === 0 ? "" : `: also ${others.join(", ")}`;
      return {
        outcome: succeeded ? "succeeded" : "failed",
        note: `an update of everything would change ${counted(changes.length, "resource")}${what}`,
      };
    });
  }

  async #move(scene: Scene & { kind: "flip" | "rollback" }, to: Color): Promise<void> {
    await this.#perform(
      scene,
      async () => {
        // An update that fails is an answer, not an exception: the recorder has put it down.
        await this.#options.mover.move(to).catch(() => undefined);
        return { outcome: this.#options.recorder.last().outcome };
      },
      to,
    );
  }

  async #putBack(): Promise<void> {
    const { mover, standing } = this.#options;
    if (mover.isBack) await mover.putBack();
    else {
      const { from } = standing;
      const scene = {
        id: `back-to-${from}`,
        title: `traffic goes back to ${from}`,
        kind: "rollback",
      } as const;
      await this.#perform(
        scene,
        async () => {
          await mover.putBack();
          return { outcome: "succeeded" };
        },
        from,
      );
    }
  }

  async #perform(scene: Scene, act: () => Promise<Seen>, to?: Color): Promise<void> {
    const { recorder, startedAt, stepMs, onBegin, onEnd } = this.#options;
    onBegin(scene.title);
    const began = Date.now();
    const runs = recorder.runs.length;
    const seen = await act().catch((error: unknown): Seen => ({
      outcome: "failed",
      note: said(error),
    }));
    const run = recorder.runs.slice(runs).at(-1);
    const update = run && { ...run.update, summary: this.#summary(to) };
    const flip = to && (await this.#followed(scene, to, began, update));
    await sleep(Math.max(0, began + stepMs - Date.now()));
    const step: PlayedStep = {
      ...{
        ...scene,
        chapter: "release",
        startMs: began - startedAt,
        durationMs: Date.now() - began,
      },
      ...(update && { update }),
      ...{ policies: run?.policies ?? [], expected: "succeeded", ...seen },
    };
    this.steps.push(step);
    onEnd(step, flip);
  }

  /** From outside nobody sees the load balancer take a rule: the first answer of the other colour stands for it. */
  async #followed(
    scene: Scene,
    to: Color,
    began: number,
    update: PlayedStep["update"],
  ): Promise<PlayedFlip> {
    const { standing, traffic, site } = this.#options;
    if (update?.error === undefined) await untilMoved(traffic, to);
    const first = traffic.records
      .filter(({ startMs, color }) => startMs >= began && color === to)
      .map(({ startMs }) => startMs);
    const trafficRuleAcceptedMs = first.length === 0 ? [] : [Math.min(...first)];
    const from = to === standing.to ? standing.from : standing.to;
    const kind = scene.kind === "flip" ? "flip" : "rollback";
    const flip = await followFlip(
      { ...{ step: scene.id, kind, from, to, began, update } },
      { observe: () => Promise.resolve({ trafficRuleAcceptedMs }) },
      { traffic, site },
    );
    this.flips.push(flip);
    return flip;
  }

  #summary(to: Color | undefined): string {
    const { from, to: other, deployed } = this.#options.standing;
    if (to === undefined) return "";
    const side = (color: Color) => ({ color, version: deployed.releases[color].version });
    return flipSummary(
      to === other ? "flip" : "rollback",
      side(to === other ? from : other),
      side(to),
    );
  }

  /** Only what this drill exercises is asked. */
  #isBroken(): boolean {
    const { traffic, startedAt } = this.#options;
    if (this.steps.some(({ outcome, expected }) => outcome !== expected)) return true;
    const records = sinceStart(traffic.records, startedAt);
    const users = traffic.userColors().length;
    const endMs = Date.now() - startedAt;
    const watched: Watched = { records, users, endMs, startedAt };
    const steps = this.steps.map((step, at) => measuredStep(step, this.steps[at + 1], watched));
    const accepted = this.flips.flatMap(({ acceptedAt }) => acceptedAt ?? []);
    const flips = this.flips.map((flip) => measuredFlip(flip, accepted, watched));
    const seen = trafficBetween(records, 0, endMs, users);
    return [oneResource({ steps, flips }), usersLoseNothing({ steps, flips, traffic: seen })].some(
      ({ held }) => held === false,
    );
  }
}
