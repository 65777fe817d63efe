import { setTimeout as sleep } from "node:timers/promises";
import type { Story } from "../guardStory";
import { untilAllAsked } from "../moved";
import type { Fault, FaultPlace } from "./fault";
import { INSTANCE_KILLED } from "./pods";
import { repairedByNextUp } from "./repair";
import { REDIS_RESTARTS } from "./sessionStore";

/** In the order in which they happen: blue serves at first, and each leaves the stack whole. */
const FAULTS: readonly Fault[] = [INSTANCE_KILLED, REDIS_RESTARTS];

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
