import { RELEASES } from "./catalogue";
import type { Failing, UpdateScene } from "./scene";

const { sick, failing } = RELEASES;

/** What is played of the guard on every platform. */
export type GuardScene = Omit<UpdateScene, "chapter">;

export const CANARY: GuardScene = {
  id: "canary",
  title: "canary of 10 % on green",
  kind: "canary",
  wanted: { canaryPercent: 10 },
};

export const CANARY_END: GuardScene = {
  id: "canary-end",
  title: "the canary ends",
  kind: "canary",
  wanted: { canaryPercent: 0 },
};

export const FLIP_TO_SICK: GuardScene = {
  id: "flip-to-sick",
  title: `flip to green, where ${sick.version} is sick`,
  kind: "flip",
  wanted: { activeColor: "green" },
  onlyTrafficRule: true,
  expected: "refused",
};

/** What users of green see of a release that is healthy by every check: only they can tell. */
export const EXPLAINED: Failing = {
  color: "green",
  what: `1 in 5 answers of ${failing.version} fails`,
};

export const RELEASE_FAILING: GuardScene = {
  id: "release-failing",
  title: `release ${failing.version} to green`,
  kind: "release",
  color: "green",
  wanted: { green: failing, schema: failing.version },
};

export const FLIP_TO_FAILING: GuardScene = {
  id: "flip-to-failing",
  title: "flip to green, which fails 1 in 5",
  kind: "flip",
  wanted: { activeColor: "green" },
  failing: EXPLAINED,
};

export const MERGE_AFTER_ROLLBACK: GuardScene = {
  id: "merge-after-rollback",
  title: "a merge that still says green",
  kind: "flip",
  wanted: { activeColor: "green" },
  forgets: ["refused"],
  expected: "refused",
};

export const NO_CHANGE: GuardScene = { id: "no-change", title: "a second up", kind: "noChange" };

/** Whoever runs a stack's workflows runs them with what is deployed: the release that was fled from. */
export const REFUSED = { "lobechat:refused": { value: failing.name } };
