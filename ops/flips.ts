import type { Color } from "../config/color";
import type { RecordedUpdate } from "./history";
import { isFlight } from "./message";

/** An update that changed who serves. */
export interface RecordedFlip<Recorded = RecordedUpdate> {
  from: Color;
  to: Color;
  update: Recorded;
  /** The update before it. */
  before: Recorded;
}

/** @param updates newest first, as the history has them */
export function flipsOf<Recorded extends { activeColor: Color }>(
  updates: readonly Recorded[],
): RecordedFlip<Recorded>[] {
  return updates.flatMap((update, index) => {
    const before = updates[index + 1];
    return before === undefined || before.activeColor === update.activeColor
      ? []
      : [{ from: before.activeColor, to: update.activeColor, update, before }];
  });
}

/** Whether an update says that it left a release because of what it was like: only a rollback names that. */
export function flees(
  { message, refused }: Pick<RecordedUpdate, "message" | "refused">,
  before: Pick<RecordedUpdate, "refused">,
): boolean {
  return isFlight(message?.kind) || (refused !== null && refused !== before.refused);
}

/** Whether a release has served from a colour: only then is there a way back to it. */
export function hasServed(
  updates: readonly RecordedUpdate[],
  color: Color,
  release: string,
): boolean {
  return updates.some(
    ({ activeColor, releases }) => activeColor === color && releases[color] === release,
  );
}

/**
 * How long a flip takes here, in seconds: the middle one of those that the history has; those that were narrowed to
 * the traffic rule, where there are any. Undefined before the first.
 */
export function usualFlipSeconds(updates: readonly RecordedUpdate[]): number | undefined {
  const flips = flipsOf(updates).map(({ update }) => update);
  const narrowed = flips.filter((update) => update.narrowed);
  const seconds = (narrowed.length > 0 ? narrowed : flips)
    .map(({ at, endedAt }) => (endedAt.getTime() - at.getTime()) / 1000)
    .sort((a, b) => a - b);
  return seconds[Math.floor(seconds.length / 2)];
}
