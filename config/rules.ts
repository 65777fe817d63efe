import { satisfies, gt } from "semver";
import { isRetiredVariable, SHARED_VARIABLES } from "../components/app/environment";
import { COLORS, otherColor, type Color } from "./color";
import { removeCommand, setCommand, type Problem } from "./problem";
import type { ReleaseEntry } from "./release";
import type { SharedConfig } from "./shared";
import { shellWord } from "./shellWord";

/** What of the configuration is right in itself. What is not has been reported, and no rule looks at it. */
export interface Candidate {
  config: Partial<SharedConfig>;
  /** The catalogue's entries that are right in themselves. */
  releases: Partial<Record<string, ReleaseEntry>>;
  /** The names of all entries, the wrong ones too: naming one of those is not a second mistake. */
  releaseNames: readonly string[];
}

/** Everything that only shows when keys are looked at together, wherever the stack runs. */
export function crossFieldProblems(candidate: Candidate): Problem[] {
  return [
    ...releaseNameProblems(candidate),
    ...COLORS.flatMap((color) => [
      ...colorProblems(candidate, color),
      ...capacityProblems(candidate, color),
    ]),
    ...environmentProblems(candidate),
    ...apiKeyProblems(candidate),
  ];
}

function releaseNameProblems({ releaseNames }: Candidate): Problem[] {
  return releaseNames
    .filter((name) => name === "latest" || !/^[A-Za-z0-9][\w.-]{0,119}$/.test(name))
    .map((name) => ({
      path: ["releases", name],
      found: `a release called ${name}`,
      expected: "a name such as 2.1.26-9f3c2e1: version and git SHA, never latest",
      fix: removeCommand(["releases", name]),
    }));
}

function colorProblems({ config, releases, releaseNames }: Candidate, color: Color): Problem[] {
  const name = config[color]?.release;
  if (name === undefined) return [];
  if (!releaseNames.includes(name)) return [unknownRelease(color, name, releaseNames)];
  const version = releases[name]?.version;
  return version === undefined ? [] : schemaProblems(config, releases, { color, name, version });
}

interface Runs {
  color: Color;
  name: string;
  version: string;
}

function schemaProblems(
  { schema, maintenance }: Candidate["config"],
  releases: Candidate["releases"],
  { color, name, version }: Runs,
): Problem[] {
  if (schema === undefined) return [];
  if (gt(version, schema.version)) return [newerThanSchema(color, version, schema)];
  // Behind the maintenance page nobody reads anything.
  if (maintenance === true || reads(version, schema)) return [];
  const fix = setCommand(
    [color, "release"],
    shellWord(readableRelease(releases, schema) ?? "<release>"),
  );
  return [{ path: [color, "release"], found: name, expected: readerOf(schema), fix }];
}

function readerOf({ version, readableBy }: SharedConfig["schema"]): string {
  return `a version that can read the schema of ${version} (${readableBy}); going below that takes a restore`;
}

function newerThanSchema(color: Color, version: string, schema: SharedConfig["schema"]): Problem {
  return {
    path: ["schema", "version"],
    found: schema.version,
    expected: `at least ${version}, which ${color} runs; raise it once you have read what ${version} migrates`,
    fix: setCommand(["schema", "version"], version),
  };
}

function reads(version: string, { readableBy }: SharedConfig["schema"]): boolean {
  return satisfies(version, readableBy, { includePrerelease: true });
}

function unknownRelease(color: Color, name: string, known: readonly string[]): Problem {
  return {
    path: [color, "release"],
    found: name,
    expected:
      known.length === 0
        ? "a release of lobechat:releases, which is empty"
        : `a release of lobechat:releases (${known.join(", ")})`,
    fix: setCommand([color, "release"], shellWord(known.at(-1) ?? "<release>")),
  };
}

function readableRelease(
  releases: Candidate["releases"],
  schema: SharedConfig["schema"],
): string | undefined {
  return Object.keys(releases).findLast((name) => {
    const version = releases[name]?.version;
    return version !== undefined && !gt(version, schema.version) && reads(version, schema);
  });
}

function capacityProblems({ config }: Candidate, color: Color): Problem[] {
  const capacity = config[color]?.capacity;
  if (capacity === undefined || capacity.min > 0) return [];
  const path = [color, "capacity", "min"];
  const fix = setCommand(path, "2");
  if (config.activeColor === color)
    return [{ path, found: "0", expected: `at least 1: ${color} is active`, fix }];
  if (capacity.max > 0)
    return [{ path, found: "0", expected: "at least 1, or a max of 0 too", fix }];
  if (servedByCanary(config, color))
    return [{ path, found: "0", expected: `at least 1: ${color} gets a canary's users`, fix }];
  if (config.acknowledgeSlowRollback === false)
    return [
      {
        path,
        found: "0",
        expected: "at least 1, or that you acknowledge that a rollback waits for pods to start",
        fix: setCommand(["acknowledgeSlowRollback"], "true"),
      },
    ];
  return [];
}

function servedByCanary({ activeColor, canaryPercent = 0 }: Partial<SharedConfig>, color: Color) {
  return canaryPercent > 0 && activeColor === otherColor(color);
}

function environmentProblems({ releases }: Candidate): Problem[] {
  return Object.entries(releases).flatMap(([release, entry]) =>
    Object.entries(entry?.env ?? {}).flatMap(([variable, value]) => {
      const path = ["releases", release, "env", variable];
      const expected = variableProblem(variable) ?? emptyProblem(value);
      if (expected === undefined) return [];
      return [{ path, found: `"${value}"`, expected, fix: removeCommand(path) }];
    }),
  );
}

function apiKeyProblems({ config }: Candidate): Problem[] {
  return Object.keys(config.apiKeys ?? {}).flatMap((variable) => {
    const path = ["apiKeys", variable];
    const expected = variableProblem(variable);
    if (expected === undefined) return [];
    return [{ path, found: "(secret)", expected, fix: removeCommand(path) }];
  });
}

function variableProblem(variable: string): string | undefined {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(variable))
    return "a name of a variable, such as FEATURE_FLAGS";
  if (SHARED_VARIABLES.has(variable))
    return `nothing: ${variable} is shared, and equal on both colours by design`;
  if (isRetiredVariable(variable))
    return `nothing: ${variable} is of 1.x and stops the start of 2.x`;
  return undefined;
}

function emptyProblem(value: string): string | undefined {
  return value === ""
    ? "a value: LobeHub takes an empty one for a broken one, so leave it out"
    : undefined;
}
