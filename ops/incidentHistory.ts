import { otherColor, type Color } from "../config/color";
import { flees } from "./flips";
import type { RecordedUpdate } from "./history";
import { Refusal } from "./refusal";

/** What the history knows of a rollback. */
export interface PastIncident {
  /** The colour that users were taken from, and the one that they are on since. */
  from: Color;
  to: Color;
  /** The update that took them away. */
  rollback: RecordedUpdate;
  /** Those that had brought them there, as a canary, a flip or both, the oldest first. */
  exposures: RecordedUpdate[];
  /** The one that had brought the release to its colour. */
  release: RecordedUpdate | null;
  /** The last that the users were well with. */
  before: RecordedUpdate | null;
}

/**
 * Finds a rollback in the history, and what led to it.
 *
 * @param updates newest first
 * @param number of the update that rolled back; undefined: the last one that did
 * @throws Refusal when there is none, or the update was no rollback
 */
export function incidentIn(
  updates: readonly RecordedUpdate[],
  number: number | undefined,
): PastIncident {
  const index = updates.findIndex((update, i) =>
    number === undefined ? isRollback(update, updates[i + 1]) : update.number === number,
  );
  const rollback = updates[index];
  if (rollback === undefined) throw new Refusal(noneThere(number));
  const earlier = updates.slice(index + 1);
  if (!isRollback(rollback, earlier[0]))
    throw new Refusal(
      `Update ${rollback.number} was no rollback: "${rollback.text}". lobechat history shows which were.`,
    );
  const to = rollback.activeColor;
  const from = otherColor(to);
  const exposed = streak(earlier, (update) => hasUsersOn(update, from));
  const fled = earlier[0]?.releases[from];
  const present = streak(earlier, (update) => update.releases[from] === fled);
  const before = earlier[exposed.length] ?? null;
  const exposures = exposed.filter((update, i) => movesTraffic(update, earlier[i + 1])).reverse();
  return {
    ...{ from, to, rollback, before, exposures },
    release: present.at(-1) ?? null,
  };
}

/** Whether an update took all users from a colour because of what it was like there. */
function isRollback(update: RecordedUpdate, before: RecordedUpdate | undefined): boolean {
  if (before === undefined || !hasUsersOn(before, otherColor(update.activeColor))) return false;
  return flees(update, before);
}

function movesTraffic(update: RecordedUpdate, before: RecordedUpdate | undefined): boolean {
  return (
    update.activeColor !== before?.activeColor || update.canaryPercent !== before.canaryPercent
  );
}

function hasUsersOn({ activeColor, canaryPercent }: RecordedUpdate, color: Color): boolean {
  return activeColor === color || canaryPercent > 0;
}

/** The newest updates of which all are so. */
function streak(
  updates: readonly RecordedUpdate[],
  isSo: (update: RecordedUpdate) => boolean,
): RecordedUpdate[] {
  const end = updates.findIndex((update) => !isSo(update));
  return end === -1 ? [...updates] : updates.slice(0, end);
}

function noneThere(number: number | undefined): string {
  return number === undefined
    ? "The history has no rollback: there is no incident to report."
    : `The history has no update ${number} that succeeded; lobechat history shows those that did.`;
}
