/** One thing that speaks against moving traffic to a colour. */
export interface Finding {
  check: string;
  expected: string;
  seen: string;
  /** What to do about it. */
  fix: string;
}

/** What was found out about a colour before it gets traffic. */
export interface Verdict {
  /** Each of them is enough to leave traffic where it is. */
  refusals: Finding[];
  /** Worth reading, and no reason to stay. */
  warnings: Finding[];
}
