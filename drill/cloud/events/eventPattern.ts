import { isDeepStrictEqual } from "node:util";

type Fields = Readonly<Record<string, unknown>>;

/**
 * Whether an event is one that a rule's pattern asks for: every field of the pattern has to be there, with one of
 * the values listed [EventBridge user guide, event patterns].
 *
 * @throws Error for an operator that the stand-in does not know
 */
export function matches(pattern: unknown, event: unknown): boolean {
  if (!isFields(pattern)) throw new Error("an event pattern is an object");
  return Object.entries(pattern).every(([field, wanted]) => {
    if (field.startsWith("$")) throw new Error(`the stand-in's event patterns have no ${field}`);
    const value = isFields(event) ? event[field] : undefined;
    return Array.isArray(wanted) ? isOneOf(wanted, value) : matches(wanted, value);
  });
}

/** "If the value in the event is an array, then there is a match if the intersection is non-empty." */
function isOneOf(wanted: readonly unknown[], value: unknown): boolean {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return wanted.some((one) => values.some((candidate) => isWanted(one, candidate)));
}

function isWanted(wanted: unknown, value: unknown): boolean {
  if (!isFields(wanted)) return isDeepStrictEqual(wanted, value);
  const [[operator, operand] = ["", undefined], ...more] = Object.entries(wanted);
  const test = more.length === 0 ? OPERATORS[operator] : undefined;
  if (test === undefined) throw new Error(`the stand-in's event patterns have no ${operator}`);
  return test(operand, value);
}

const OPERATORS: Readonly<Record<string, (operand: unknown, value: unknown) => boolean>> = {
  prefix: (operand, value) => typeof value === "string" && value.startsWith(String(operand)),
  suffix: (operand, value) => typeof value === "string" && value.endsWith(String(operand)),
  exists: (operand, value) => operand === (value !== undefined),
  "anything-but": (operand, value) =>
    value !== undefined && !(Array.isArray(operand) ? operand : [operand]).includes(value),
};

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
