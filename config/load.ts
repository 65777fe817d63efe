import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { ConfigError, removeCommand, setCommand, type Path, type Problem } from "./problem";
import { crossFieldProblems, type Candidate } from "./rules";
import { releaseEntry } from "./release";
import { aboutKey, awsSchema, type AwsConfig, type AwsSchema } from "./schema";
import { settingsOf, type AwsSettings } from "./settings";

/** A stack's configuration as Pulumi hands it over: each value a text, objects as JSON. */
export interface RawConfig {
  /** With the namespace, e.g. `lobechat:activeColor`. */
  values: Readonly<Record<string, string>>;
  secretKeys: readonly string[];
  project: string;
  stack: string;
}

/**
 * Reads the whole configuration of the stack that runs.
 * @throws ConfigError that names every mistake; nothing is registered then.
 */
export function loadSettings(): AwsSettings {
  const secretKeys = process.env["PULUMI_CONFIG_SECRET_KEYS"];
  return parseSettings({
    values: pulumi.runtime.allConfig(),
    secretKeys: secretKeys === undefined ? [] : (JSON.parse(secretKeys) as string[]),
    project: pulumi.getProject(),
    stack: pulumi.getStack(),
  });
}

/** The pure half of {@link loadSettings}. @throws ConfigError that names every mistake. */
export function parseSettings(raw: RawConfig): AwsSettings {
  const entries = (Object.keys(awsSchema) as (keyof AwsSchema)[]).map((key) => entryOf(raw, key));
  const problems = entries.flatMap((entry) => [...keyProblems(entry), ...plainSecret(raw, entry)]);
  problems.push(...regionProblems(raw), ...unknownKeys(raw));
  const candidate = candidateOf(entries);
  problems.push(...crossFieldProblems(candidate));
  if (problems.length > 0) throw new ConfigError(raw.stack, problems);

  // Without a problem every key is right in itself, and so in the candidate.
  return settingsOf(candidate.config as AwsConfig, raw.values["aws:region"] ?? "");
}

/** One key: what stands there, and what the schema makes of it. */
interface Entry {
  key: keyof AwsSchema;
  /** Undefined where nothing stands. */
  value: unknown;
  result: z.ZodSafeParseResult<unknown>;
}

/** A text is taken for what it is where the schema wants one, and for JSON everywhere else. */
function entryOf(raw: RawConfig, key: keyof AwsSchema): Entry {
  const schema: z.ZodType = awsSchema[key];
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

function keyProblems({ key, value, result }: Entry): Problem[] {
  return (result.error?.issues ?? []).flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((name) => unknownKey([key, ...pathOf(issue.path), name]))
      : [wrongValue(key, pathOf(issue.path), value, issue.message)],
  );
}

function pathOf(path: readonly PropertyKey[]): Path {
  return path.map((step) => (typeof step === "number" ? step : String(step)));
}

function wrongValue(key: keyof AwsSchema, inner: Path, root: unknown, expected: string): Problem {
  const { example, existing } = aboutKey(key);
  const found = at(root, inner);
  const shown = at(example, inner) ?? at(existing, inner) ?? at(firstOf(example), inner.slice(1));
  const secret = isSecret(key, inner);
  return {
    path: [key, ...inner],
    found: found === undefined ? undefined : secret ? "(secret)" : shell(found),
    expected,
    fix: setCommand([key, ...inner], shell(shown ?? "<value>"), { secret }),
  };
}

/** Whether the value at that place is secret, or has something secret in it. */
function isSecret(key: keyof AwsSchema, [field]: Path): boolean {
  const { secret } = aboutKey(key);
  if (typeof secret === "boolean") return secret;
  return field === undefined ? secret.length > 0 : secret.includes(String(field));
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

/** As one would type it: texts that need no quotes bare, all else as JSON in quotes. */
function shell(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return /^[\w.:/@-]+$/.test(text) ? text : `'${text}'`;
}

function unknownKey(path: Path): Problem {
  return { path, found: "something", expected: "no such key", fix: removeCommand(path) };
}

function unknownKeys({ values, project }: RawConfig): Problem[] {
  return Object.keys(values)
    .filter((key) => key.startsWith(`${project}:`))
    .map((key) => key.slice(project.length + 1))
    .filter((key) => !(key in awsSchema))
    .map((key) => unknownKey([key]));
}

/** Every secret of the key that is not encrypted in the stack's file. */
function plainSecret(raw: RawConfig, { key, value }: Entry): Problem[] {
  const { secret } = aboutKey(key);
  const fullKey = `${raw.project}:${key}`;
  if (secret === false || raw.secretKeys.includes(fullKey)) return [];
  const paths: Path[] =
    secret === true ? [[]] : secret.map((field) => [field]).filter((path) => at(value, path));
  const isEmpty = typeof value === "object" && value !== null && Object.keys(value).length === 0;
  if (value === undefined || isEmpty) return [];
  return paths.map((path) => ({
    path: [key, ...path],
    found: "in plain text",
    expected: "a secret: set it again, encrypted, and take the old value for known",
    fix: `${removeCommand([key, ...path])} && ${setCommand([key, ...(secret === true ? ["…"] : path)], "<value>", { secret: true })}`,
  }));
}

function regionProblems({ values }: RawConfig): Problem[] {
  const region = values["aws:region"];
  if (region !== undefined && /^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) return [];
  return [
    {
      path: ["aws:region"],
      found: region,
      expected: "a region of AWS such as eu-central-1",
      fix: setCommand(["aws:region"], "eu-central-1"),
    },
  ];
}

function candidateOf(entries: readonly Entry[]): Candidate {
  const right = entries.flatMap(({ key, result }) => (result.success ? [[key, result.data]] : []));
  const values = new Map(entries.map(({ key, value }) => [key, value]));
  const catalogue = values.get("releases");
  const releases =
    typeof catalogue === "object" && catalogue !== null ? Object.entries(catalogue) : [];
  return {
    config: Object.fromEntries(right) as Candidate["config"],
    isSet: (key) => values.get(key) !== undefined,
    releaseNames: releases.map(([name]) => name),
    releases: Object.fromEntries(
      releases.flatMap(([name, entry]) => {
        const { success, data } = releaseEntry.safeParse(entry);
        return success ? [[name, data]] : [];
      }),
    ),
  };
}
