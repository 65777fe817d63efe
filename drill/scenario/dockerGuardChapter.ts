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
  type GuardScene,
} from "./guardScenes";
import type { Stage } from "./stage";

const { later, sick, failing } = RELEASES;

/** How many steps the chapter has. */
export const DOCKER_GUARD_STEPS = 11;

type Play = (scene: GuardScene) => Promise<void>;

/**
 * The day after a release day on one engine: colours that are not fit to serve, and who keeps users from them. It
 * begins with blue serving, and a release on green that works.
 */
export async function playDockerGuardChapter(stage: Stage): Promise<void> {
  const play: Play = (scene) => stage.play({ ...scene, chapter: "guard" });
  await play(CANARY);
  await play(CANARY_END);
  await playHang(stage, play);
  await play(FLIP_TO_SICK);
  await playBadRelease(stage, play);
  await play(NO_CHANGE);
}

/** A release to the colour that serves never becomes healthy, and each update tries it again until its deadline. */
async function playHang(stage: Stage, play: Play): Promise<void> {
  await play({
    id: "flip-to-later",
    title: `flip to green, which has ${later.version}`,
    kind: "flip",
    wanted: { activeColor: "green" },
  });
  await play({
    id: "release-hangs",
    title: `release ${sick.version} to green, which serves and hangs`,
    kind: "release",
    color: "green",
    wanted: { green: sick, schema: sick.version },
    expected: "failed",
  });
  const step = "rollback-past-hang";
  await play({
    id: step,
    title: "back to blue past the release that hangs",
    kind: "rollback",
    wanted: { activeColor: "blue" },
    alsoReleases: "green",
    // The rule is where it should be long before the release has given up once more.
    expected: "failed",
  });
  const { startMs, durationMs } = stage.recorder.last().update;
  stage.hangs.push({ step, endMs: startMs + durationMs });
}

/** Healthy by every check, and a fifth of its answers are errors: only its users can tell. */
async function playBadRelease(stage: Stage, play: Play): Promise<void> {
  await play(RELEASE_FAILING);
  await play(FLIP_TO_FAILING);
  await stage.recorder.deployment.setAllConfig(REFUSED);
  await play({
    id: "rollback-from-failing",
    title: `back to blue, and ${failing.version} is refused`,
    kind: "rollback",
    wanted: { activeColor: "blue" },
    failing: EXPLAINED,
  });
  await play(MERGE_AFTER_ROLLBACK);
  await stage.recorder.deployment.setAllConfig(REFUSED);
}
