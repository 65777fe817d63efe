import type { Color } from "../../report/report";
import type { Cloud } from "../../cloud/cloud";
import type { StoryPlace } from "../guardStory";
import type { UpdateRun } from "../recorder";
import type { Wanted } from "../stackConfig";

/** Where faults happen: the stack, its cloud, and the users who may notice. */
export type FaultPlace = Omit<StoryPlace, "open">;

/** Something that breaks while users are there. */
export interface Fault {
  /** The step's. */
  id: string;
  title: string;
  /** What breaks, in a few words: "an instance of the active color is killed". */
  name: string;
  /** Breaks it, and mends what no update could mend: the rest is the next update's. */
  happen: (place: FaultPlace) => Promise<Happened>;
}

export interface Happened {
  /** In words, what came of it. */
  note: string;
  /** Whether it came as it has to. */
  asItShould: boolean;
  /** What the next update is to bring about. @default what is wanted already */
  wanted?: Partial<Wanted>;
}

/** Runs an update to what is wanted, with some of that changed; the stage still wants what it wanted before. */
export async function tryUp(
  { stage }: Pick<FaultPlace, "stage">,
  message: string,
  changes: Partial<Wanted> = {},
): Promise<UpdateRun> {
  await stage.configure(stage.wantedWith(changes));
  // One that fails is an answer: the recorder has put it down.
  await stage.recorder.deployment.up({ message: `drill: ${message}` }).catch(() => undefined);
  return stage.recorder.last();
}

/** How many targets of a group get requests. */
export async function healthyOf(cloud: Cloud, group: Color | "assets"): Promise<number> {
  const { targetGroups } = await cloud.observe();
  const targets = targetGroups[group]?.targets ?? [];
  return targets.filter(({ state }) => state === "healthy").length;
}
