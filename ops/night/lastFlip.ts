import type { Color } from "../../config/color";
import type { RecordedUpdate } from "../history";
import { isFlight } from "../message";

/** What the decision reads of an update that succeeded. */
export type PastUpdate = Pick<
  RecordedUpdate,
  "number" | "at" | "endedAt" | "message" | "activeColor" | "canaryPercent" | "refused" | "releases"
>;

/** The last time that traffic moved from one colour to the other. */
export interface Flip {
  from: Color;
  to: Color;
  /** The update that moved it, and the one before. */
  update: PastUpdate;
  before: PastUpdate;
  /** Whether it went back to what had served before. */
  isRollback: boolean;
}

/**
 * @param history succeeded updates, the newest first
 * @param bakeMinutes how long after a flip a way back counts as a rollback, whatever it was called
 * @returns undefined where no colour but one has ever served
 */
export function lastFlip(history: readonly PastUpdate[], bakeMinutes: number): Flip | undefined {
  const moves = history.flatMap((update, index): Move[] => {
    const before = history[index + 1];
    return before === undefined || before.activeColor === update.activeColor
      ? []
      : [{ update, before }];
  });
  const [last, earlier] = moves;
  if (last === undefined) return undefined;
  const { update, before } = last;
  const isRollback = saysRollback(last) || undoes(last, earlier, bakeMinutes);
  return { from: before.activeColor, to: update.activeColor, update, before, isRollback };
}

type Move = Pick<Flip, "update" | "before">;

/** @returns below 0 where `to` is the earlier one */
export function minutesFrom(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / 60_000;
}

/** Only a rollback names the release that it leaves. */
function saysRollback({ update: { message, refused }, before }: Move): boolean {
  return isFlight(message?.kind) || (refused !== null && refused !== before.refused);
}

/** Whether a move undid the flip before it, by plain `pulumi up`. A second try after a rollback does not. */
function undoes({ update }: Move, earlier: Move | undefined, bakeMinutes: number): boolean {
  if (earlier === undefined || saysRollback(earlier)) return false;
  const isAtOnce = minutesFrom(earlier.update.endedAt, update.at) <= bakeMinutes;
  const color = update.activeColor;
  return isAtOnce && update.releases[color] === earlier.before.releases[color];
}
