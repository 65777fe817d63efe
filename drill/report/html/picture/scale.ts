import { scaleLinear, scaleLog } from "d3-scale";

/**
 * Round numbers from 0 up to at least `top`.
 * @param count about how many of them beside 0
 */
export function roundTicks(top: number, count: number): number[] {
  return scaleLinear([0, Math.max(top, 1)], [0, 1])
    .nice(count)
    .ticks(count)
    .filter(Number.isInteger);
}

/** Times of the axis in milliseconds, the last of them not after the end. */
export function timeTicks(durationMs: number): number[] {
  const steps = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200];
  const seconds = durationMs / 1000;
  const step = steps.find((each) => seconds / each <= 6) ?? 3600;
  return Array.from({ length: Math.floor(seconds / step) + 1 }, (_, index) => index * step * 1000);
}

/** "40 s", "5 min" */
export function timeLabel(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 120 || seconds % 60 !== 0) return `${String(seconds)} s`;
  return `${String(seconds / 60)} min`;
}

/** Whole powers of ten around the values; at least one decade. */
export function decades(values: readonly number[]): number[] {
  const above0 = values.filter((value) => value > 0);
  // A power of ten is no decade by itself: there is one above it.
  const most = Math.max(11, ...above0);
  const ticks = scaleLog([Math.min(10, ...above0), most], [0, 1])
    .nice()
    .ticks();
  return ticks.filter((tick) => Number.isInteger(Math.log10(tick)));
}
