import fc from "fast-check";
import { aboutKey } from "../../../config/aboutKey";
import type { RawConfig } from "../../../config/keys";
import { edited, edits, type Edit } from "./edits";
import { EXAMPLES, SCHEMAS, valuesOfKey, type Platform, type StackKeys } from "./stackKeys";

type Change =
  | { to: "set"; key: string; value: unknown }
  | { to: "edit"; key: string; edit: Edit }
  | { to: "raw"; key: string; text: string }
  | { to: "cut"; key: string; at: number }
  | { to: "reveal"; key: string }
  | { to: "misspell"; key: string; as: string }
  | { to: "move"; region: string };

/** Configurations as nobody would write them on purpose: an example, changed and mistyped up to `changes` times. */
export function mutatedConfigs(platform: Platform, changes: number): fc.Arbitrary<RawConfig> {
  const wellMeant = changesOf(platform);
  const key = fc.constantFrom(...Object.keys(SCHEMAS[platform]));
  const slip: fc.Arbitrary<Change> = fc.oneof(
    { weight: 6, arbitrary: fc.record({ to: fc.constant("edit"), key, edit: edits }) },
    fc.record({ to: fc.constant("raw"), key, text: fc.string({ unit: "binary" }) }),
    fc.record({ to: fc.constant("cut"), key, at: fc.nat(300) }),
    fc.record({ to: fc.constant("reveal"), key }),
    fc.record({ to: fc.constant("misspell"), key, as: misspelled }),
    fc.record({ to: fc.constant("move"), region }),
  );
  return rawConfigs(platform, fc.array(fc.oneof(wellMeant, slip), { maxLength: changes }));
}

/** Configurations of values that are right in themselves, whether or not they go together. */
export function plausibleConfigs(platform: Platform): fc.Arbitrary<RawConfig> {
  return rawConfigs(platform, fc.array(changesOf(platform), { maxLength: 8 }));
}

const misspelled = fc.oneof(
  fc.constantFrom("constructor", "toString", "__proto__", "activeColour", "Blue", "x y", ""),
  fc.string({ unit: "binary", maxLength: 12 }),
);

const region = fc.constantFrom("us-east-1", "cn-north-1", "mars-north-1", "eu", "", "\n");

/** A key's value, replaced by another that its schema takes. */
function changesOf(platform: Platform): fc.Arbitrary<Change> {
  return fc.oneof(
    ...Object.entries(SCHEMAS[platform]).map(([key, schema]) =>
      valuesOfKey(platform, key)
        .filter((value) => schema.safeParse(value).success)
        .map((value) => ({ to: "set" as const, key, value })),
    ),
  );
}

function rawConfigs(platform: Platform, changes: fc.Arbitrary<Change[]>): fc.Arbitrary<RawConfig> {
  return fc
    .tuple(fc.constantFrom(...EXAMPLES[platform]), changes)
    .map(([example, each]) => rawConfig(platform, example, each));
}

function rawConfig(platform: Platform, example: StackKeys, changes: readonly Change[]): RawConfig {
  const keys = new Map(Object.entries(example));
  const texts = new Map<string, string>([["aws:region", "eu-central-1"]]);
  const open = new Set<string>();
  for (const change of changes) {
    if (change.to === "set") keys.set(change.key, change.value);
    if (change.to === "edit") keys.set(change.key, edited(keys.get(change.key), change.edit));
    if (change.to === "reveal") open.add(change.key);
  }
  for (const [key, value] of keys) {
    const text = typeof value === "string" ? value : (JSON.stringify(value) as string | undefined);
    if (text !== undefined) texts.set(`lobechat:${key}`, text);
  }
  for (const change of changes) retype(texts, change);
  return {
    values: Object.fromEntries(texts),
    secretKeys: [...texts.keys()].filter((key) => isSecret(platform, key, open)),
    ...{ project: "lobechat", stack: "prod" },
  };
}

/** What goes wrong with a key as text. */
function retype(texts: Map<string, string>, change: Change): void {
  if (change.to === "move") {
    texts.set("aws:region", change.region);
    return;
  }
  const name = `lobechat:${change.key}`;
  const text = texts.get(name);
  if (text === undefined) return;
  if (change.to === "raw") texts.set(name, change.text);
  if (change.to === "cut") texts.set(name, text.slice(0, change.at));
  if (change.to === "misspell") {
    texts.delete(name);
    texts.set(`lobechat:${change.as}`, text);
  }
}

function isSecret(platform: Platform, fullKey: string, open: ReadonlySet<string>): boolean {
  const key = fullKey.slice("lobechat:".length);
  const isKey = Object.hasOwn(SCHEMAS[platform], key) && !open.has(key);
  return isKey && aboutKey(SCHEMAS[platform], key).secret !== false;
}
