import type { Draft } from "./draft";

/** A change to the program's own resources, and the policy that has to see it. */
export interface Row {
  policy: string;
  /** In words. */
  change: string;
  apply: (draft: Draft) => void;
}

/** A value that a preview may not know: the policy then says so, and no more. */
export interface UnknownRow {
  policy: string;
  of: readonly [type: string, name: string];
  path: readonly (string | number)[];
}
