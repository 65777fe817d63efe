import { isDeepStrictEqual } from "node:util";
import type { ConfigMap, ConfigValue } from "@pulumi/pulumi/automation";
import type { Deployment } from "./deployment";

type Configured = Pick<Deployment, "setAllConfig" | "removeAllConfig">;

/** The keys that stand for something else in the one than in the other. */
export function changedKeys(one: ConfigMap, other: ConfigMap): string[] {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].filter((key) => !isSame(one[key], other[key])).sort();
}

/** A configuration with some keys of the project set; null takes a key out. */
export function withValues(
  config: ConfigMap,
  values: Readonly<Record<string, string | null>>,
): ConfigMap {
  const changed = { ...config };
  for (const [name, value] of Object.entries(values)) {
    const key = `lobechat:${name}`;
    if (value === null) Reflect.deleteProperty(changed, key);
    else changed[key] = { value };
  }
  return changed;
}

/**
 * Runs an update with one configuration and leaves another behind. When it fails, what was there before is there
 * again: the next plain `pulumi up` is to know nothing of it.
 */
export async function runWith<Result>(
  deployment: Configured,
  config: { before: ConfigMap; during: ConfigMap; after: ConfigMap },
  run: () => Promise<Result>,
): Promise<Result> {
  const { before, during, after } = config;
  let end = before;
  try {
    await write(deployment, before, during);
    const result = await run();
    end = after;
    return result;
  } finally {
    await write(deployment, during, end);
  }
}

/** Only what differs is written, so that the file keeps its shape wherever it can. */
async function write(deployment: Configured, from: ConfigMap, to: ConfigMap): Promise<void> {
  const changed = changedKeys(from, to);
  const set: ConfigMap = {};
  for (const key of changed) {
    const value = to[key];
    if (value !== undefined) set[key] = value;
  }
  const gone = changed.filter((key) => to[key] === undefined);
  if (Object.keys(set).length > 0) await deployment.setAllConfig(set);
  if (gone.length > 0) await deployment.removeAllConfig(gone);
}

function isSame(one: ConfigValue | undefined, other: ConfigValue | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return (
    (one.secret ?? false) === (other.secret ?? false) &&
    (one.value === other.value || isDeepStrictEqual(parsed(one.value), parsed(other.value)))
  );
}

/** Two texts of one object are one value. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
