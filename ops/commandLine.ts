import { InvalidArgumentError, Option } from "@commander-js/extra-typings";
import type { Terminal } from "./tools";

/** What every command can be told. */
export interface Common {
  /** undefined: the stack that is selected in this checkout. */
  stack?: string | undefined;
}

/** What every command that changes something can be told. */
export interface Changing extends Common {
  /** Whether its question was answered beforehand. */
  yes?: boolean | undefined;
}

export const stackOption = () =>
  new Option("--stack <name>", "the stack, such as prod (default: the one that is selected)");

export const yesOption = () => new Option("--yes", "asks nothing: for machines");

export const jsonOption = () => new Option("--json", "prints one JSON value, for scripts");

/** Reads the number of an update. @throws InvalidArgumentError, which commander tells */
export function updateNumber(text: string): number {
  if (!/^[1-9]\d*$/.test(text))
    throw new InvalidArgumentError("The number of an update, as `lobechat history` shows it.");
  return Number(text);
}

/** Prints what a command found or did: one JSON value for scripts, else lines for people. */
export function show<Result>(
  { print }: Terminal,
  json: boolean | undefined,
  result: Result,
  lines: (result: Result) => string[],
): void {
  if (json === true) print(JSON.stringify(result, undefined, 2));
  else for (const line of lines(result)) print(line);
}
