import { Clock } from "../clock";
import type { Cloud } from "../cloud/cloud";
import type { EngineOptions, OpenEngine, OwnEngine } from "../engine/open";
import type { DrillReport, Platform } from "../report/report";
import { Builds } from "./builds";
import { DOCKER_GUARD_STEPS, playDockerGuardChapter } from "./dockerGuardChapter";
import { GUARD_STEPS, playGuardChapter } from "./guardChapter";
import { Night, type Decided } from "./night";
import type { StackOptions } from "./open";
import { operator } from "./operator";
import { REFUSALS } from "./refusals";
import type { Users } from "./scene";
import type { Stage } from "./stage";
import { BAKE_MINUTES } from "./stackConfig";

/** Where the chapter after the release's is played. */
export interface StoryPlace {
  stage: Stage;
  cloud: Cloud;
  engine: OwnEngine;
  /** What another process opens the same stack with. */
  engineOptions: EngineOptions;
  users: Users;
  /** Seconds of the platform per second. */
  scale: number;
  /** Another stack in the same cloud. */
  open: (options: StackOptions) => Promise<OpenEngine>;
}

/** The chapter after the release's. */
export interface Story {
  steps: number;
  /** @returns what an automatic rollback decided */
  play: (place: StoryPlace) => Promise<readonly Decided[]>;
  /** What the platform does not have. */
  skipped: DrillReport["skipped"];
}

/** The chapter of the guard, as each platform can play it. */
export const GUARD_STORIES: Record<Platform, Story> = {
  aws: { steps: GUARD_STEPS, play: playOnAws, skipped: [] },
  docker: {
    steps: DOCKER_GUARD_STEPS,
    play: async ({ stage }) => {
      await playDockerGuardChapter(stage);
      return [];
    },
    skipped: [
      {
        what: "alarms, the automatic rollback and --break-glass",
        why: "they are AWS's; on Docker nobody is awake at night but the one who runs it",
      },
      {
        what: "mistakes that a policy refuses",
        why: "the program that makes them is one of AWS and Kubernetes",
      },
    ],
  },
};

async function playOnAws({ stage, cloud, scale, open }: StoryPlace): Promise<readonly Decided[]> {
  const { recorder } = stage;
  const night = new Night({
    ...{ cloud, recorder, builds: new Builds(cloud) },
    operator: operator(recorder.deployment, cloud, scale),
    bakeMs: new Clock(scale).ms(BAKE_MINUTES * 60),
  });
  await playGuardChapter(stage, night, await open({ program: REFUSALS, folder: "refusals" }));
  return night.decided;
}
