import { exceptionsAreInSight } from "./exceptions";
import type { Rule } from "./rule";

/** Every rule of the pack, by what it is about. */
export const RULES: readonly Rule[] = [
  // The last one: it tells what the others have let pass.
  exceptionsAreInSight,
];
