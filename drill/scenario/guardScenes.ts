import { RELEASES } from "./catalogue";
import type { Failing, UpdateScene } from "./scene";

const { sick, failing } = RELEASES;

/** A scene of the guard's chapter. */
export function guardScene(scene: Omit<UpdateScene, "chapter">): UpdateScene {
  return { ...scene, chapter: "guard" };
}

export const CANARY = guardScene({
  id: "canary",
  title: "canary of 10 % on green",
  kind: "canary",
  wanted: { canaryPercent: 10 },
});

export const CANARY_END = guardScene({
  id: "canary-end",
  title: "the canary ends",
  kind: "canary",
  wanted: { canaryPercent: 0 },
});

export const FLIP_TO_SICK = guardScene({
  id: "flip-to-sick",
  title: `flip to green, where ${sick.version} is sick`,
  kind: "flip",
  wanted: { activeColor: "green" },
  onlyTrafficRule: true,
  expected: "refused",
});

/** What users of green see of a release that is healthy by every check: only they can tell. */
export const EXPLAINED: Failing = {
  color: "green",
  what: `1 in 5 answers of ${failing.version} fails`,
};

export const RELEASE_FAILING = guardScene({
  id: "release-failing",
  title: `release ${failing.version} to green`,
  kind: "release",
  color: "green",
  wanted: { green: failing, schema: failing.version },
});

export const FLIP_TO_FAILING = guardScene({
  id: "flip-to-failing",
  title: "flip to green, which fails 1 in 5",
  kind: "flip",
  wanted: { activeColor: "green" },
  failing: EXPLAINED,
});

export const MERGE_AFTER_ROLLBACK = guardScene({
  id: "merge-after-rollback",
  title: "a merge that still says green",
  kind: "flip",
  wanted: { activeColor: "green" },
  forgets: ["refused"],
  expected: "refused",
});

export const NO_CHANGE = guardScene({
  id: "no-change",
  title: "a second up",
  kind: "noChange",
});

/** Whoever runs a stack's workflows runs them with what is deployed: the release that was fled from. */
export const REFUSED = { "lobechat:refused": { value: failing.name } };
