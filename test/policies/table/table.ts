import type { Row, UnknownRow } from "../support/rows";

/** Every change that the pack has to catch. */
export const ROWS: readonly Row[] = [];

/** Every value that a preview may not know, and what then is said. */
export const UNKNOWN: readonly UnknownRow[] = [];
