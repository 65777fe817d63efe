import { setTimeout as sleep } from "node:timers/promises";
import type { Story } from "../guardStory";
import { untilAllAsked } from "../moved";
import type { Fault, FaultPlace } from "./fault";
import { BALANCER_BUSY, BALANCER_THROTTLED } from "./balancerApi";
import { ENGINE_KILLED_IN_FLIP, ENGINE_KILLED_IN_RELEASE, TWO_UPDATES } from "./engine";
import {
  ACTIVE_COLOR_KILLED,
  ASSETS_DOWN,
  IDLE_COLOR_KILLED,
  INSTANCE_HANGS,
  INSTANCE_KILLED,
  SLOW_HEALTH_CHECK,
} from "./pods";
import { CLUSTER_AWAY, DATABASE_REFUSES, SNAPSHOT_DISK_FULL } from "./releases";
import { repairedByNextUp } from "./repair";
import { REDIS_GONE, REDIS_RESTARTS } from "./sessionStore";

/** In the order in which they happen: blue serves at first, and each leaves the stack whole. */
const FAULTS: readonly Fault[] = [
  INSTANCE_KILLED,
  INSTANCE_HANGS,
  IDLE_COLOR_KILLED,
  ACTIVE_COLOR_KILLED,
  ASSETS_DOWN,
  REDIS_RESTARTS,
  REDIS_GONE,
  DATABASE_REFUSES,
  SNAPSHOT_DISK_FULL,
  CLUSTER_AWAY,
  ENGINE_KILLED_IN_RELEASE,
  TWO_UPDATES,
  SLOW_HEALTH_CHECK,
  ENGINE_KILLED_IN_FLIP,
  BALANCER_BUSY,
  BALANCER_THROTTLED,
];

/** A bad day: everything breaks, one thing after the other, and each time the next update makes it whole again. */
export const FAULTS_STORY: Story = {
  steps: FAULTS.length,
  play: async (place) => {
    for (const fault of FAULTS) await playFault(place, fault);
    return [];
  },
  skipped: [{ what: "the chapter of the guard", why: "--faults breaks things in its place" }],
};

/** What is under way when something breaks has begun within the step that breaks it. */
const LEAD_MS = 400;

async function playFault(place: FaultPlace, fault: Fault): Promise<void> {
  const { stage, cloud, users } = place;
  const { id, title, name } = fault;
  await stage.perform({ id, title, chapter: "faults", kind: "fault" }, async () => {
    await sleep(LEAD_MS);
    const { note, asItShould, wanted = {} } = await fault.happen(place);
    await stage.accept(wanted);
    const wrong = await repairedByNextUp(place);
    // Whoever still waits for an answer has asked within this step.
    await untilAllAsked(users.traffic, Date.now());
    stage.outages = (await cloud.observe()).outages;
    return {
      outcome: asItShould && wrong === null ? "succeeded" : "failed",
      note: wrong === null ? note : `${note}; ${wrong}`,
      fault: { name, repairedByNextUp: wrong === null },
    };
  });
}
