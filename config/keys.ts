import { z } from "zod";
import { aboutKey, type PlatformSchema } from "./aboutKey";
import { removeCommand, setCommand, type Path, type Problem } from "./problem";
import type { ReleaseEntry } from "./release";
import type { Candidate } from "./rules";
import { shellWord } from "./shellWord";

/** A stack's configuration as Pulumi hands it over: each value a text, objects as JSON. */
export interface RawConfig {
  /** With the namespace, e.g. `lobechat:activeColor`. */
  values: Readonly<Record<string, string>>;
  secretKeys: readonly string[];
  project: string;
  stack: string;
}

/** The keys of one platform as they stand, and what is wrong with each in itself. */
export interface ReadKeys {
  /** What is right in itself, by key. */
  config: Readonly<Record<string, unknown>>;
  /** Whether anything stands there, right or wrong. */
  isSet: (key: string) => boolean;
  problems: Problem[];
  candidate: Candidate;
}

/** @param release what an entry of the platform's catalogue is */
export function readKeys(
  raw: RawConfig,
  schema: PlatformSchema,
  release: z.ZodType<ReleaseEntry>,
): ReadKeys {
  const entries = Object.keys(schema).map((key) => entryOf(raw, schema, key));
  const config = Object.fromEntries(
    entries.flatMap(({ key, result }) => (result.success ? [[key, result.data]] : [])),
  );
  const values = new Map(entries.map(({ key, value }) => [key, value]));
  return {
    config,
    isSet: (key) => values.get(key) !== undefined,
    problems: entries.flatMap((entry) => [
      ...keyProblems(schema, entry),
      ...plainSecret(raw, schema, entry),
    ]),
    candidate: { config, ...catalogueOf(values.get("releases"), release) },
  };
}

/** Keys of the project that the platform does not have. */
export function unknownKeys({ values, project }: RawConfig, schema: PlatformSchema): Problem[] {
  return Object.keys(values)
    .filter((key) => key.startsWith(`${project}:`))
    .map((key) => key.slice(project.length + 1))
    .filter((key) => !Object.hasOwn(schema, key))
    .map((key) => unknownKey([key]));
}

/** One key: what stands there, and what the schema makes of it. */
interface Entry {
  key: string;
  /** Undefined where nothing stands. */
  value: unknown;
  result: z.ZodSafeParseResult<unknown>;
}

/** A text is taken for what it is where the schema wants one, and for JSON everywhere else. */
function entryOf(raw: RawConfig, platform: PlatformSchema, key: string): Entry {
  const schema = platform[key] ?? z.undefined();
  const text = raw.values[`${raw.project}:${key}`];
  const asText = { key, value: text, result: schema.safeParse(text) };
  if (text === undefined || asText.result.success) return asText;
  try {
    const value: unknown = JSON.parse(text);
    return { key, value, result: schema.safeParse(value) };
  } catch {
    return asText;
  }
}

function keyProblems(schema: PlatformSchema, { key, value, result }: Entry): Problem[] {
  return (result.error?.issues ?? []).flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((name) => unknownKey([key, ...pathOf(issue.path), name]))
      : [wrongValue({ schema, key, inner: pathOf(issue.path), root: value }, issue.message)],
  );
}

function pathOf(path: readonly PropertyKey[]): Path {
  return path.map((step) => (typeof step === "number" ? step : String(step)));
}

function wrongValue(
  { schema, key, inner, root }: { schema: PlatformSchema; key: string; inner: Path; root: unknown },
  expected: string,
): Problem {
  const { example, existing, secret: secrecy } = aboutKey(schema, key);
  const found = at(root, inner);
  const shown = at(example, inner) ?? at(existing, inner) ?? at(firstOf(example), inner.slice(1));
  const secret = isSecret(secrecy, inner);
  return {
    path: [key, ...inner],
    found: found === undefined ? undefined : secret ? "(secret)" : shell(found),
    expected,
    fix: setCommand([key, ...inner], shell(shown ?? "<value>"), { secret }),
  };
}

/** Whether the value at that place is secret, or has something secret in it. */
function isSecret(secret: boolean | string[], inner: Path): boolean {
  if (typeof secret === "boolean") return secret;
  const place = inner.join(".");
  const within = (outer: string, text: string) =>
    outer === "" || `${text}.`.startsWith(`${outer}.`);
  return secret.some((field) => within(place, field) || within(field, place));
}

function at(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === "object" && value !== null
        ? (value as Record<string | number, unknown>)[step]
        : undefined,
    root,
  );
}

/** What the example of a catalogue shows of any entry. */
function firstOf(catalogue: unknown): unknown {
  return typeof catalogue === "object" && catalogue !== null
    ? Object.values(catalogue)[0]
    : undefined;
}

/** As one would type it: a text as it is, all else as JSON. */
function shell(value: unknown): string {
  return shellWord(typeof value === "string" ? value : JSON.stringify(value));
}

function unknownKey(path: Path): Problem {
  return { path, found: "something", expected: "no such key", fix: removeCommand(path) };
}

/** Every secret of the key that is not encrypted in the stack's file. */
function plainSecret(raw: RawConfig, schema: PlatformSchema, { key, value }: Entry): Problem[] {
  const { secret } = aboutKey(schema, key);
  const fullKey = `${raw.project}:${key}`;
  if (secret === false || raw.secretKeys.includes(fullKey)) return [];
  const paths: Path[] =
    secret === true
      ? [[]]
      : secret.map((field) => field.split(".")).filter((path) => at(value, path));
  const isEmpty = typeof value === "object" && value !== null && Object.keys(value).length === 0;
  if (value === undefined || isEmpty) return [];
  return paths.map((path) => ({
    path: [key, ...path],
    found: "in plain text",
    expected: "a secret: set it again, encrypted, and take the old value for known",
    fix: `${removeCommand([key, ...path])} && ${setCommand([key, ...(secret === true ? ["…"] : path)], "<value>", { secret: true })}`,
  }));
}

function catalogueOf(
  catalogue: unknown,
  release: z.ZodType<ReleaseEntry>,
): Pick<Candidate, "releases" | "releaseNames"> {
  const entries =
    typeof catalogue === "object" && catalogue !== null ? Object.entries(catalogue) : [];
  return {
    releaseNames: entries.map(([name]) => name),
    releases: Object.fromEntries(
      entries.flatMap(([name, entry]) => {
        const { success, data } = release.safeParse(entry);
        return success ? [[name, data]] : [];
      }),
    ),
  };
}
