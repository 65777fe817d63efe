import type { ConfigMap } from "@pulumi/pulumi/automation";
import { changedKeys } from "../configChange";
import { OPERATIONAL_KEYS } from "../deployed";
import { configured, firstInWords, intentsOf } from "./intents";
import type { ResourceChange } from "./resourceChange";
import { alarming, named, touching } from "./touched";
import { listed, resources } from "./words";

export interface Change {
  /** The configuration as deployed; undefined before the first update. */
  before: ConfigMap | undefined;
  after: ConfigMap;
  /** What a preview with that configuration would do, or an update did. */
  changes: readonly ResourceChange[];
}

/**
 * What a change means, in words: "flips traffic from blue 2.1.25 to green 2.1.26: 1 resource". What is replaced or
 * deleted is named. What may turn out to stay as it is, is counted apart.
 */
export function changeInWords({ before, after, changes }: Change): string {
  const certain = changes.filter(({ perhaps }) => !perhaps);
  const keys = before === undefined ? [] : changedKeys(before, after);
  const what = before === undefined ? deploying(after) : meaning(before, after, keys, certain);
  if (what === "" && changes.length === 0) return "changes nothing";
  const meant = what === "" ? `changes the program${touching(certain)}` : what;
  const open = isTrafficAlone(keys) ? [] : changes.filter(({ perhaps }) => perhaps);
  return [`${meant}: ${resources(certain.length)}`, ...perhaps(open), ...alarming(certain)].join(
    "; ",
  );
}

function deploying(after: ConfigMap): string {
  const now = configured(after);
  return now === undefined ? "deploys" : firstInWords(now);
}

/** @returns "" where the configuration says the same as before */
function meaning(
  before: ConfigMap,
  after: ConfigMap,
  keys: readonly string[],
  changes: readonly ResourceChange[],
): string {
  const [then, now] = [configured(before), configured(after)];
  return now === undefined || then === undefined
    ? keys.map((key) => `changes ${key}`).join(", ")
    : listed(intentsOf(keys, { before: then, after: now, changes }));
}

/** Nothing reads what a flip changes but the traffic rule's own ARN, which stays. */
function isTrafficAlone(keys: readonly string[]): boolean {
  const operational: readonly string[] = OPERATIONAL_KEYS;
  return keys.length > 0 && keys.every((key) => operational.includes(key));
}

function perhaps(open: readonly ResourceChange[]): string[] {
  return open.length === 0 ? [] : [`perhaps ${resources(open.length)} more (${named(open)})`];
}
