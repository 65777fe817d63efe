import type { Canary, Color, Flip, Outcome, Step } from "../report/report";
import type { Site } from "../traffic/site";
import type { Traffic } from "../traffic/traffic";
import type { Wanted } from "./stackConfig";

/** One step of the story, before it is played. */
export interface Scene {
  /** Unique; the report refers to it. */
  id: string;
  title: string;
  /** @default "release" */
  chapter?: Step["chapter"];
  kind: Step["kind"];
  /** The colour that a release goes to. */
  color?: Color;
  /** @default "succeeded" */
  expected?: Outcome;
  /** The colour whose release fails its users meanwhile: those failures are explained. */
  failing?: Failing;
  /** Whether the cluster's API is away meanwhile. */
  withoutCluster?: boolean;
}

/** A scene whose update the stage runs, as an operator would with `pulumi config set` and `pulumi up`. */
export interface UpdateScene extends Scene {
  /** What the stack is to be. What is left out stays as it was wanted before. */
  wanted?: Partial<Wanted>;
  /** Keys that the configuration knows nothing of any more. */
  forgets?: readonly string[];
  /** The update also tries this colour's release again: what that changes is not the flip's. */
  alsoReleases?: Color;
  /** Narrows the update to the traffic rule. */
  onlyTrafficRule?: boolean;
}

/** A release whose answers are errors for users, whatever its health says. */
export interface Failing {
  color: Color;
  what: string;
}

/** A step as it was played; what is measured over its window is added when the window is over. */
export type PlayedStep = Omit<Step, "traffic" | "fault"> &
  Pick<Scene, "failing"> & { fault?: PlayedFault };

/** What broke in a step, before anybody has counted who noticed. */
export type PlayedFault = Pick<NonNullable<Step["fault"]>, "name" | "repairedByNextUp">;

/** A flip as it was played, before its users are looked at. */
export type PlayedFlip = Pick<
  Flip,
  "step" | "kind" | "from" | "to" | "refused" | "resourcesChanged" | "changedType"
> & {
  /** Date.now() when the load balancer took the rule; null when it did not. */
  acceptedAt: number | null;
};

/** A canary as it was played: its percent is 0 where it ended. */
export type PlayedCanary = Pick<Canary, "step" | "percent" | "to"> & {
  /** Date.now() when the load balancer took the rule. */
  acceptedAt: number;
};

/** The virtual users, and where they find the app. */
export interface Users {
  traffic: Traffic;
  site: Site;
}

export function isFlip<Played extends Scene>(
  scene: Played,
): scene is Played & { kind: "flip" | "rollback" } {
  return scene.kind === "flip" || scene.kind === "rollback";
}
