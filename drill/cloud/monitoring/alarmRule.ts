import type { AlarmState } from "./alarm";
import { calculate } from "./metricMath";

/** A state's name, and an alarm's name or ARN, which may stand without quotation marks. */
const REFERENCE = /\b(ALARM|OK|INSUFFICIENT_DATA)\(\s*(?:"([^"]*)"|'([^']*)'|([^"')]*?))\s*\)/g;

/** The names of the alarms that a composite alarm's rule looks at. */
export function alarmsIn(rule: string): string[] {
  return [...rule.matchAll(REFERENCE)].map(([, , ...names]) => nameIn(names));
}

/**
 * Each reference is true or false, and what is left is AND, OR, NOT and parentheses.
 *
 * @param stateOf undefined: no such alarm. @throws Error for a rule that cannot be read, or names no alarm
 */
export function ruleHolds(
  rule: string,
  stateOf: (name: string) => AlarmState | undefined,
): boolean {
  const plain = rule.replaceAll(REFERENCE, (_, state: string, ...names: (string | undefined)[]) => {
    const name = nameIn(names.slice(0, 3));
    const found = stateOf(name);
    if (found === undefined) throw new Error(`the alarm "${name}" does not exist`);
    return found === state ? "1" : "0";
  });
  const [result] = calculate(plain, constant, 1);
  return result !== 0;
}

function constant(word: string): number[] {
  if (word === "TRUE") return [1];
  if (word === "FALSE") return [0];
  throw new Error(`an alarm rule has no ${word}`);
}

function nameIn(candidates: readonly (string | undefined)[]): string {
  const given = candidates.find((candidate) => candidate !== undefined && candidate !== "") ?? "";
  return given.replace(/^arn:.*:alarm:/, "");
}
