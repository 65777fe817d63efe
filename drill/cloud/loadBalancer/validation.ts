import { ElbError } from "./api";

export function checkName(kind: string, name: string): void {
  const allowed = /^(?!-)[A-Za-z0-9-]{1,32}(?<!-)$/;
  check(allowed.test(name), `${kind} name '${name}' must have 1 to 32 letters, digits and hyphens`);
}

export function checkRange(what: string, value: number, least: number, most: number): void {
  check(
    Number.isInteger(value) && value >= least && value <= most,
    `${what} '${String(value)}' must be from ${String(least)} to ${String(most)}`,
  );
}

export function check(holds: boolean, message: string): asserts holds {
  if (!holds) throw new ElbError("ValidationError", message);
}
