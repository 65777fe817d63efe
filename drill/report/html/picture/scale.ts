const STEPS = [1, 2, 5, 10];

/**
 * Round numbers from 0 up to at least `top`.
 * @param count about how many of them beside 0
 */
export function roundTicks(top: number, count: number): number[] {
  const rough = Math.max(top, 1) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, power * (STEPS.find((factor) => factor * power >= rough) ?? 10));
  return Array.from({ length: Math.ceil(Math.max(top, 1) / step) + 1 }, (_, index) => index * step);
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
  const low = Math.floor(Math.log10(Math.min(10, ...above0)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(10, ...above0))));
  return Array.from({ length: high - low + 1 }, (_, index) => 10 ** (low + index));
}
