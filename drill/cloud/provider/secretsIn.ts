import type { NamedSecret } from "../cloud";
import { isObject, isSecret, open } from "./envelope";

/** Every text in an envelope, named by where it stands: `<name>.conditions.0.values.0`. */
export function secretsIn(name: string, value: unknown): NamedSecret[] {
  if (isSecret(value)) return textsIn(name, open(value));
  return partsOf(value).flatMap(([key, part]) => secretsIn(`${name}.${key}`, part));
}

/** Every text in a value that is secret as a whole. */
function textsIn(name: string, value: unknown): NamedSecret[] {
  if (typeof value === "string") return [{ name, value }];
  return partsOf(value).flatMap(([key, part]) => textsIn(`${name}.${key}`, part));
}

function partsOf(value: unknown): [string, unknown][] {
  return isObject(value) || Array.isArray(value) ? Object.entries(value) : [];
}
