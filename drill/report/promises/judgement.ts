import type { Promised, Step } from "../report";

export type Evidence = Promised["evidence"][number];

/** A rule's verdict: evidence of a broken one is what broke it, and nothing else. */
export type Judgement = Pick<Promised, "held" | "evidence">;

/** Nothing in this run could have broken the rule. */
export const NOT_EXERCISED: Judgement = { held: null, evidence: [] };

/** Held when there were cases and none of them broke the rule. */
export function judged(broken: Evidence[], held: Evidence | undefined): Judgement {
  if (broken.length > 0) return { held: false, evidence: broken };
  return held === undefined ? NOT_EXERCISED : { held: true, evidence: [held] };
}

export function stepOf(steps: readonly Step[], id: string): Step | undefined {
  return steps.find((step) => step.id === id);
}
