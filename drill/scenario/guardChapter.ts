import type { OpenEngine } from "../engine/open";
import type { Color } from "../report/report";
import { flipSummary } from "../../ops/changes/words";
import { flip } from "../../ops/commands/flip";
import { rollback } from "../../ops/commands/rollback";
import { RELEASES } from "./catalogue";
import {
  CANARY,
  CANARY_END,
  EXPLAINED,
  FLIP_TO_FAILING,
  FLIP_TO_SICK,
  MERGE_AFTER_ROLLBACK,
  NO_CHANGE,
  REFUSED,
  RELEASE_FAILING,
} from "./guardScenes";
import { SHORTLY, type Night } from "./night";
import { playRefusals, REFUSED_STEPS } from "./refusals";
import type { Stage } from "./stage";
import { STACK } from "./stackConfig";

const { first, later, sick, failing } = RELEASES;

/** How many steps the chapter has. */
export const GUARD_STEPS = 12 + REFUSED_STEPS;

/**
 * The night after a release day: colours that are not fit to serve, and who keeps users from them. It begins with
 * blue serving, and a release on green that works, and ends with two mistakes that no configuration could stop.
 * @param refusals the engine of the program that makes them
 */
export async function playGuardChapter(
  stage: Stage,
  night: Night,
  refusals: OpenEngine,
): Promise<void> {
  await stage.play(CANARY);
  await stage.play(CANARY_END);
  await playAlarmsThatOnlyTell(stage, night);
  await playBreakGlass(stage, night);
  await stage.play(FLIP_TO_SICK);
  await playBadRelease(stage, night);
  await stage.play(NO_CHANGE);
  await playRefusals(stage, refusals);
}

/** Healthy by every check, and a fifth of its answers are errors: only its users can tell. */
async function playBadRelease(stage: Stage, night: Night): Promise<void> {
  await stage.play(RELEASE_FAILING);
  await stage.play(FLIP_TO_FAILING);
  await stage.perform(
    {
      id: "automatic-rollback",
      title: "its alarm takes it back to blue",
      ...{ chapter: "guard", kind: "rollback", failing: EXPLAINED },
    },
    async () => {
      const flippedAt = stage.flips.at(-1)?.acceptedAt ?? Date.now();
      const { decision, reason } = await night.answer("automatic-rollback", "green", flippedAt);
      const [from, to] = [side("green", failing.version), side("blue", first.version)];
      return {
        outcome: decision === "rolledBack" ? "succeeded" : "failed",
        note: reason,
        summary: flipSummary("rollback", from, to),
        flip: { kind: "automaticRollback", from: "green", to: "blue" },
      };
    },
  );
  await stage.accept({ activeColor: "blue" });
  await stage.play(MERGE_AFTER_ROLLBACK);
  await stage.recorder.deployment.setAllConfig(REFUSED);
}

/** Alarms that no rollback would mend. */
async function playAlarmsThatOnlyTell(stage: Stage, night: Night): Promise<void> {
  await stage.perform(
    { id: "flip-by-command", title: "lobechat flip", chapter: "guard", kind: "flip" },
    async () => {
      await flip(night.operator, { stack: STACK, yes: true });
      return {
        outcome: "succeeded",
        summary: flipSummary("flip", side("blue", first.version), side("green", later.version)),
        flip: { kind: "flip", from: "blue", to: "green" },
      };
    },
  );
  await stage.accept({ activeColor: "green" });
  const told = async (id: string, title: string, around?: Parameters<Night["ring"]>[2]) =>
    stage.perform({ id, title, chapter: "guard", kind: "observe" }, async () => {
      const { decision, reason } = await night.ring(id, "green", around);
      return { outcome: decision === "notified" ? "succeeded" : "failed", note: reason };
    });
  await told("alarm-without-redis", "an alarm while Redis is down: told", night.withoutRedis);
  await told("alarm-too-late", "an alarm after the bake window: told", night.afterBakeWindow);
}

/** A release to the colour that serves never becomes healthy, and holds the stack's lock for as long as it tries. */
async function playBreakGlass(stage: Stage, night: Night): Promise<void> {
  const id = "break-glass";
  await stage.perform(
    {
      ...{ id, title: "back to blue past a release that hangs" },
      ...{ chapter: "guard", kind: "rollback" },
    },
    async () => {
      await stage.configure(stage.wantedWith({ green: sick, schema: sick.version }));
      const hanging = await night.hang(`drill: ${sick.version} to green, which serves`);
      await rollback(
        night.operator,
        {
          ...{ stack: STACK, yes: true, breakGlass: true },
          reason: `${sick.version} hangs`,
        },
        SHORTLY,
      );
      stage.hangs.push({ step: id, endMs: await hanging.ended });
      return {
        outcome: "succeeded",
        note: "--break-glass: the load balancer was told at once, Pulumi's state once the lock was free",
        summary: flipSummary("rollback", side("green", later.version), side("blue", first.version)),
        flip: { kind: "rollback", from: "green", to: "blue" },
      };
    },
  );
  await stage.accept({ activeColor: "blue", green: sick, schema: sick.version });
}

function side(color: Color, version: string) {
  return { color, version };
}
