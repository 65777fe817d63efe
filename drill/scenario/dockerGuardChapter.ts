import type { Color } from "../report/report";
import { RELEASES } from "./catalogue";
import type { UpdateScene } from "./scene";
import type { Stage } from "./stage";

const { later, sick, failing } = RELEASES;

/** How many steps the chapter has. */
export const DOCKER_GUARD_STEPS = 11;

type Play = (scene: Omit<UpdateScene, "chapter">) => Promise<void>;

/**
 * The day after a release day on one engine: colours that are not fit to serve, and who keeps users from them. It
 * begins with blue serving, and a release on green that works.
 */
export async function playDockerGuardChapter(stage: Stage): Promise<void> {
  const play: Play = (scene) => stage.play({ ...scene, chapter: "guard" });
  await play({
    id: "canary",
    title: "canary of 10 % on green",
    kind: "canary",
    wanted: { canaryPercent: 10 },
  });
  await play({
    id: "canary-end",
    title: "the canary ends",
    kind: "canary",
    wanted: { canaryPercent: 0 },
  });
  await playHang(stage, play);
  await play({
    id: "flip-to-sick",
    title: `flip to green, where ${sick.version} is sick`,
    kind: "flip",
    wanted: { activeColor: "green" },
    onlyTrafficRule: true,
    expected: "refused",
  });
  await playBadRelease(stage, play);
  await play({ id: "no-change", title: "a second up", kind: "noChange" });
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
  await play({
    id: "release-failing",
    title: `release ${failing.version} to green`,
    kind: "release",
    color: "green",
    wanted: { green: failing, schema: failing.version },
  });
  const explained = { color: "green" as Color, what: `1 in 5 answers of ${failing.version} fails` };
  await play({
    id: "flip-to-failing",
    title: "flip to green, which fails 1 in 5",
    kind: "flip",
    wanted: { activeColor: "green" },
    failing: explained,
  });
  const refused = { "lobechat:refused": { value: failing.name } };
  await stage.recorder.deployment.setAllConfig(refused);
  await play({
    id: "rollback-from-failing",
    title: `back to blue, and ${failing.version} is refused`,
    kind: "rollback",
    wanted: { activeColor: "blue" },
    failing: explained,
  });
  await play({
    id: "merge-after-rollback",
    title: "a merge that still says green",
    kind: "flip",
    wanted: { activeColor: "green" },
    forgets: ["refused"],
    expected: "refused",
  });
  await stage.recorder.deployment.setAllConfig(refused);
}
