import type { EngineEvent } from "@pulumi/pulumi/automation";
import type { Color } from "../../report/report";
import type { Cloud, Observation } from "../../cloud/cloud";
import type { StoryPlace } from "../guardStory";
import { healthyIn } from "../healthy";
import type { UpdateRun } from "../recorder";
import { PODS, type Wanted } from "../stackConfig";
import { until } from "../until";

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
  onEvent?: (event: EngineEvent) => void,
): Promise<UpdateRun> {
  await stage.configure(stage.wantedWith(changes));
  // One that fails is an answer: the recorder has put it down.
  await stage.recorder.deployment
    .up({ message: `drill: ${message}`, ...(onEvent && { onEvent }) })
    .catch(() => undefined);
  return stage.recorder.last();
}

/** For pods that start anew, or are missed, on a machine that does other things too. */
export const PATIENCE_MS = 30_000;

/** Waits for what can only be seen by looking at the cloud. @returns whether it came in time */
export async function untilSeen(
  cloud: Cloud,
  holds: (seen: Observation) => boolean,
): Promise<boolean> {
  return until(PATIENCE_MS, async () => holds(await cloud.observe()));
}

/** Waits until every instance of a group gets requests. @returns whether that came in time */
export function untilWhole(cloud: Cloud, group: Color | "assets"): Promise<boolean> {
  return untilSeen(cloud, (seen) => healthyIn(seen, group) === PODS);
}
