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
  guardScene,
} from "./guardScenes";
import type { Stage } from "./stage";

const { later, sick, failing } = RELEASES;

/** How many steps the chapter has. */
export const DOCKER_GUARD_STEPS = 11;

/**
 * The day after a release day on one engine: colours that are not fit to serve, and who keeps users from them. It
 * begins with blue serving, and a release on green that works.
 */
export async function playDockerGuardChapter(stage: Stage): Promise<void> {
  await stage.play(CANARY);
  await stage.play(CANARY_END);
  await playHang(stage);
  await stage.play(FLIP_TO_SICK);
  await playBadRelease(stage);
  await stage.play(NO_CHANGE);
}

/** A release to the colour that serves never becomes healthy, and each update tries it again until its deadline. */
async function playHang(stage: Stage): Promise<void> {
  await stage.play(
    guardScene({
      id: "flip-to-later",
      title: `flip to green, which has ${later.version}`,
      kind: "flip",
      wanted: { activeColor: "green" },
    }),
  );
  await stage.play(
    guardScene({
      id: "release-hangs",
      title: `release ${sick.version} to green, which serves and hangs`,
      kind: "release",
      color: "green",
      wanted: { green: sick, schema: sick.version },
      expected: "failed",
    }),
  );
  const step = "rollback-past-hang";
  await stage.play(
    guardScene({
      id: step,
      title: "back to blue past the release that hangs",
      kind: "rollback",
      wanted: { activeColor: "blue" },
      alsoReleases: "green",
      // The rule is where it should be long before the release has given up once more.
      expected: "failed",
    }),
  );
  const { startMs, durationMs } = stage.recorder.last().update;
  stage.hangs.push({ step, endMs: startMs + durationMs });
}

/** Healthy by every check, and a fifth of its answers are errors: only its users can tell. */
async function playBadRelease(stage: Stage): Promise<void> {
  await stage.play(RELEASE_FAILING);
  await stage.play(FLIP_TO_FAILING);
  await stage.recorder.deployment.setAllConfig(REFUSED);
  await stage.play(
    guardScene({
      id: "rollback-from-failing",
      title: `back to blue, and ${failing.version} is refused`,
      kind: "rollback",
      wanted: { activeColor: "blue" },
      failing: EXPLAINED,
    }),
  );
  await stage.play(MERGE_AFTER_ROLLBACK);
  await stage.recorder.deployment.setAllConfig(REFUSED);
}
