import type { Color } from "../../config/color";
import { NOBODY, sharing, type Weights } from "../app/weights";

/** Who gets the traffic, as the traffic rule says it. */
export interface RuleState {
  active: Color;
  /** In percent; both 0 behind the maintenance page. */
  weights: Weights;
  /** The release that a rollback fled from. */
  refused: string | undefined;
}

/** What a change of the rule means for the colours. */
export type Shift =
  /** Nobody gets more traffic who did not serve already. */
  | { kind: "none" }
  /** A change of colour that would hold people by their group cookie. */
  | { kind: "holdsUsers"; to: Color }
  /** This colour gets a share of the users, in percent, and has to prove itself. */
  | { kind: "incoming"; color: Color; share: number; isFlip: boolean };

/** @param before undefined: there was no rule */
export function shiftOf(before: RuleState | undefined, after: RuleState): Shift {
  const { active, weights } = after;
  const isFlip = before !== undefined && before.active !== active;
  const named = sharing(weights);
  if (isFlip && named.length > 1) return { kind: "holdsUsers", to: active };

  const served = before?.weights ?? NOBODY;
  const incoming = named.find((color) =>
    // Who serves already has proved itself: the end of a canary must not wait for anything.
    color === active ? isFlip || served[color] === 0 : weights[color] > served[color],
  );
  if (incoming === undefined) return { kind: "none" };
  return { kind: "incoming", color: incoming, share: weights[incoming], isFlip };
}
