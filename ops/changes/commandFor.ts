import type { ConfigMap } from "@pulumi/pulumi/automation";
import { changedKeys } from "../configChange";
import { trafficIn } from "../combination";

/**
 * The line that would bring a change about: a command where it is about traffic alone, else the update itself.
 *
 * @param words of the change
 */
export function commandFor(
  stack: string,
  words: string,
  before: ConfigMap | undefined,
  after: ConfigMap,
): string {
  const keys = before === undefined ? [] : changedKeys(before, after);
  const on = `--stack ${stack}`;
  const traffic = keys.length > 0 && keys.every((key) => TRAFFIC.includes(key));
  if (!traffic) return `pulumi up ${on}`;
  if (words.startsWith("rolls")) return `lobechat rollback ${on} --reason "…"`;
  return keys.includes("lobechat:activeColor")
    ? `lobechat flip ${on}`
    : `lobechat canary ${String(trafficIn(after)?.canaryPercent ?? 0)} ${on}`;
}

const TRAFFIC = ["lobechat:activeColor", "lobechat:canaryPercent"];
