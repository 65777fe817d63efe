import type { Color } from "../config/color";
import type { RecordedUpdate } from "./history";

/** An update that changed who serves. */
export interface RecordedFlip {
  from: Color;
  to: Color;
  update: RecordedUpdate;
}

/** @param updates newest first, as the history has them */
export function flipsOf(updates: readonly RecordedUpdate[]): RecordedFlip[] {
  return updates.flatMap((update, index) => {
    const before = updates[index + 1];
    return before === undefined || before.activeColor === update.activeColor
      ? []
      : [{ from: before.activeColor, to: update.activeColor, update }];
  });
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
