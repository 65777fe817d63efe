import { flees, flipsOf, type RecordedFlip } from "../flips";
import type { RecordedUpdate } from "../history";

/** What the decision reads of an update that succeeded. */
export type PastUpdate = Pick<
  RecordedUpdate,
  "number" | "at" | "endedAt" | "message" | "activeColor" | "canaryPercent" | "refused" | "releases"
>;

/** The last time that traffic moved from one colour to the other. */
export interface Flip extends RecordedFlip<PastUpdate> {
  /** Whether it went back to what had served before. */
  isRollback: boolean;
}

/**
 * @param history succeeded updates, the newest first
 * @param bakeMinutes how long after a flip a way back counts as a rollback, whatever it was called
 * @returns undefined where no colour but one has ever served
 */
export function lastFlip(history: readonly PastUpdate[], bakeMinutes: number): Flip | undefined {
  const [last, earlier] = flipsOf(history);
  if (last === undefined) return undefined;
  const isRollback = flees(last.update, last.before) || undoes(last, earlier, bakeMinutes);
  return { ...last, isRollback };
}

/** @returns below 0 where `to` is the earlier one */
export function minutesFrom(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / 60_000;
}

/** Whether a move undid the flip before it, by plain `pulumi up`. A second try after a rollback does not. */
function undoes(
  { update }: RecordedFlip<PastUpdate>,
  earlier: RecordedFlip<PastUpdate> | undefined,
  bakeMinutes: number,
): boolean {
  if (earlier === undefined || flees(earlier.update, earlier.before)) return false;
  const isAtOnce = minutesFrom(earlier.update.endedAt, update.at) <= bakeMinutes;
  const color = update.activeColor;
  return isAtOnce && update.releases[color] === earlier.before.releases[color];
}
