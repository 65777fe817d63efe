import { parse, termOf, type Term } from "./grammar";

/** One value per period, the oldest first; null where there is none. */
export type Column = readonly (number | null)[];

/** A number stands for a column that has it everywhere. */
type Value = number | Column;

type ColumnOf = (id: string) => Column;

type Calculation = (one: number, other: number) => number | null;

const OPERATORS: Readonly<Record<string, Calculation>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => (right === 0 ? null : left / right),
  "<": (left, right) => Number(left < right),
  "<=": (left, right) => Number(left <= right),
  ">": (left, right) => Number(left > right),
  ">=": (left, right) => Number(left >= right),
  "==": (left, right) => Number(left === right),
  "!=": (left, right) => Number(left !== right),
  AND: (left, right) => Number(left !== 0 && right !== 0),
  OR: (left, right) => Number(left !== 0 || right !== 0),
};

/** NOT is a word of alarm rules only. */
const SIGNS: Readonly<Record<string, Calculation>> = {
  "-": (value) => -value,
  NOT: (value) => Number(value === 0),
};

/** Over several columns at once, where a missing value does not count. */
const AGGREGATES: Readonly<Record<string, (values: readonly number[]) => number>> = {
  MAX: (values) => Math.max(...values),
  MIN: (values) => Math.min(...values),
  SUM: (values) => values.reduce((sum, value) => sum + value, 0),
  AVG: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
};

/**
 * CloudWatch's metric math, as far as alarms use it.
 *
 * @param columnOf the values of a metric or another expression, by its id. @param length of every column
 * @throws Error for what cannot be read, and for what the stand-in does not know
 */
export function calculate(text: string, columnOf: ColumnOf, length: number): Column {
  const value = evaluate(parse(text), columnOf);
  return Array.from({ length }, (_, index) => at(value, index));
}

function evaluate(term: Term, columnOf: ColumnOf): Value {
  const inner = (part: Parameters<typeof termOf>[0]) => evaluate(termOf(part), columnOf);
  if (term.type === "Literal" && typeof term.value === "number") return term.value;
  if (term.type === "Identifier") return columnOf(term.name);
  if (term.type === "CallExpression") return call(term, inner);
  if (term.type === "UnaryExpression") {
    return zip([inner(term.argument)], named(SIGNS, term.operator));
  }
  if (term.type === "BinaryExpression") {
    return zip([inner(term.left), inner(term.right)], named(OPERATORS, term.operator));
  }
  throw new Error(`the stand-in's metric math has no ${term.type} like this one`);
}

type Call = Extract<Term, { type: "CallExpression" }>;

function call(term: Call, inner: (part: Call["callee"]) => Value): Value {
  const callee = termOf(term.callee);
  const name = callee.type === "Identifier" ? callee.name : "";
  const [first] = term.arguments.map(termOf);
  if (first?.type === "ArrayExpression") {
    const columns = first.elements.filter((element) => element !== null).map(inner);
    return aggregate(columns, named(AGGREGATES, name));
  }
  const values = term.arguments.map(inner);
  if (name === "FILL" && values.length === 2) {
    return perPeriod(values, ([value = null, filling = null]) => value ?? filling);
  }
  if (name === "IF" && values.length === 3) {
    return perPeriod(values, ([condition = null, yes = null, no = null]) => {
      if (condition === null) return null;
      return condition === 0 ? no : yes;
    });
  }
  throw new Error(`the stand-in's metric math has no ${name} with these arguments`);
}

function named<T>(known: Readonly<Record<string, T>>, name: string): T {
  const found = known[name];
  if (found === undefined) throw new Error(`the stand-in's metric math has no ${name}`);
  return found;
}

/** Where one of them has no value there is no result. */
function zip(values: readonly Value[], calculation: Calculation): Value {
  return perPeriod(values, ([one = null, other = 0]) =>
    one === null || other === null ? null : calculation(one, other),
  );
}

function aggregate(values: readonly Value[], over: (values: number[]) => number): Value {
  return perPeriod(values, (parts) => {
    const given = parts.filter((part) => part !== null);
    return given.length === 0 ? null : over(given);
  });
}

function perPeriod(
  values: readonly Value[],
  calculation: (values: (number | null)[]) => number | null,
): Value {
  const columns = values.filter((value) => typeof value !== "number");
  const length = Math.max(1, ...columns.map((column) => column.length));
  const results = Array.from({ length }, (_, index) =>
    calculation(values.map((value) => at(value, index))),
  );
  const [only] = results;
  return columns.length === 0 && typeof only === "number" ? only : results;
}

function at(value: Value, index: number): number | null {
  return typeof value === "number" ? value : (value[index] ?? null);
}
