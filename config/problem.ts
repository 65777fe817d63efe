import { RunError } from "@pulumi/pulumi";
import { shellWord } from "./shellWord";
import { beginningOf, oneLine } from "./shown";

/** A step into a value: a key of an object or an index of a list. */
export type Path = readonly (string | number)[];

/** One mistake in the configuration. */
export interface Problem {
  /** From the configuration key on, e.g. ["blue", "release"]. */
  path: Path;
  /** What stands there, as one would type it; undefined when nothing does. Never a secret. */
  found: string | undefined;
  /** What is allowed there. */
  expected: string;
  /** The command that mends it, without `--stack`. */
  fix: string;
}

/** All mistakes of a stack's configuration in one message. Pulumi prints it without a stack trace. */
export class ConfigError extends RunError {
  readonly problems: readonly Problem[];

  constructor(stack: string, problems: readonly Problem[]) {
    super(describe(stack, problems));
    this.problems = problems;
  }
}

function describe(stack: string, problems: readonly Problem[]): string {
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  const blocks = problems.map(({ path, found, expected, fix }) =>
    [
      `  ${keyOf(path)} ${found === undefined ? "is not set" : `= ${beginningOf(found)}`}`,
      `    expected: ${expected}`,
      `    fix:      ${fix} --stack ${stack}`,
    ]
      .map(oneLine)
      .join("\n"),
  );
  return `The configuration of stack "${stack}" has ${count}. Nothing was changed.\n\n${blocks.join("\n\n")}\n`;
}

/** The key as a person writes it: `lobechat:blue.release`, `lobechat:releases["2.1.26-9f3c2e1"].env`. */
function keyOf(path: Path): string {
  const [namespace, key] = splitNamespace(String(path[0]));
  return `${namespace}:${pathText([key, ...path.slice(1)])}`;
}

/** The same path in the syntax of `pulumi config set --path`. */
function pathText(path: Path): string {
  return path
    .map((step, index) => {
      if (typeof step === "number") return `[${step}]`;
      if (!/^[A-Za-z_][\w-]*$/.test(step))
        return `["${step.replaceAll(/["\\]/g, String.raw`\$&`)}"]`;
      return index === 0 ? step : `.${step}`;
    })
    .join("");
}

function splitNamespace(key: string): [namespace: string, key: string] {
  const colon = key.indexOf(":");
  return colon === -1 ? ["lobechat", key] : [key.slice(0, colon), key.slice(colon + 1)];
}

/** `pulumi config set …` for a path; `value` as one would type it in a shell. */
export function setCommand(path: Path, value: string, options: { secret?: boolean } = {}): string {
  const secret = options.secret === true ? "--secret " : "";
  if (path.length === 1) return `pulumi config set ${secret}${shellWord(String(path[0]))} ${value}`;
  return `pulumi config set ${secret}--path ${quoted(path)} ${value}`;
}

/** `pulumi config rm …` for a path. */
export function removeCommand(path: Path): string {
  if (path.length === 1) return `pulumi config rm ${shellWord(String(path[0]))}`;
  return `pulumi config rm --path ${quoted(path)}`;
}

/** Always in quotes, as one is used to see a path. */
function quoted(path: Path): string {
  const word = shellWord(pathText(path));
  return word.startsWith("'") ? word : `'${word}'`;
}
