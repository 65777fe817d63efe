import type { Clock } from "../../clock";

/** A metric as CloudWatch names it. */
export interface MetricName {
  namespace: string;
  name: string;
  dimensions: Readonly<Record<string, string>>;
}

/** From, and up to but not including, in milliseconds of Date.now(). */
export interface Window {
  fromMs: number;
  toMs: number;
}

/** "Data points with a period of 60 seconds are available for 15 days" [CloudWatch user guide, metrics concepts]. */
const KEPT_MINUTES = 15 * 24 * 60;

/**
 * What was measured, in minutes of the scaled clock. Timestamps are this machine's own: at 60 AWS seconds per
 * second a minute lasts one second of them.
 */
export class Metrics {
  readonly #minuteMs: number;
  readonly #series = new Map<string, Series>();

  constructor(clock: Clock) {
    this.#minuteMs = clock.ms(60);
  }

  put(metric: MetricName, value: number, atMs?: number): void {
    this.seriesOf(metric).put(value, atMs);
  }

  /** For whoever measures the same thing with every request. */
  seriesOf(metric: MetricName): Series {
    const key = keyOf(metric);
    const series = this.#series.get(key) ?? new Series(this.#minuteMs);
    this.#series.set(key, series);
    return series;
  }

  /** Values of every minute that begins within the window. */
  values(metric: MetricName, { fromMs, toMs }: Window): number[] {
    const series = this.#series.get(keyOf(metric));
    return series?.values(this.#minuteFrom(fromMs), this.#minuteFrom(toMs)) ?? [];
  }

  /** The last `count` windows of so many AWS seconds that are over at `nowMs`, the oldest first. */
  windowsBefore(nowMs: number, periodSeconds: number, count: number): Window[] {
    const lengthMs = this.#lengthMs(periodSeconds);
    const endMs = Math.floor(nowMs / this.#minuteMs) * this.#minuteMs;
    return Array.from({ length: count }, (_, index) => ({
      fromMs: endMs - (count - index) * lengthMs,
      toMs: endMs - (count - index - 1) * lengthMs,
    }));
  }

  /** The windows of so many AWS seconds that begin from the one with `fromMs` in it, and before `toMs`. */
  windowsBetween(fromMs: number, toMs: number, periodSeconds: number): Window[] {
    const lengthMs = this.#lengthMs(periodSeconds);
    const first = Math.floor(fromMs / lengthMs);
    const count = Math.max(0, Math.ceil(toMs / lengthMs) - first);
    return Array.from({ length: count }, (_, index) => ({
      fromMs: (first + index) * lengthMs,
      toMs: (first + index + 1) * lengthMs,
    }));
  }

  /** Milliseconds on this machine until the minute that is running now is over. */
  msToNextMinute(nowMs = Date.now()): number {
    return (Math.floor(nowMs / this.#minuteMs) + 1) * this.#minuteMs - nowMs;
  }

  #lengthMs(periodSeconds: number): number {
    return Math.max(1, Math.round(periodSeconds / 60)) * this.#minuteMs;
  }

  /** The first minute that begins at this time or later. A product of minutes must not fall into the one before. */
  #minuteFrom(atMs: number): number {
    return Math.ceil(atMs / this.#minuteMs - 1e-6);
  }
}

/** What was measured of one metric, by its minute. */
export class Series {
  readonly #minuteMs: number;
  readonly #minutes = new Map<number, number[]>();

  constructor(minuteMs: number) {
    this.#minuteMs = minuteMs;
  }

  put(value: number, atMs = Date.now()): void {
    this.#minuteAt(atMs).push(value);
  }

  /** Adds to what was counted in this minute: of a count there is one value in each, however often it is told. */
  count(value: number): void {
    const values = this.#minuteAt(Date.now());
    values[0] = (values[0] ?? 0) + value;
  }

  /** From a minute up to another, which is not among them. */
  values(from: number, to: number): number[] {
    const found: number[] = [];
    for (let minute = from; minute < to; minute++) found.push(...(this.#minutes.get(minute) ?? []));
    return found;
  }

  #minuteAt(atMs: number): number[] {
    const minute = Math.floor(atMs / this.#minuteMs);
    const values = this.#minutes.get(minute);
    if (values !== undefined) return values;
    const [oldest] = this.#minutes.keys();
    if (oldest !== undefined && oldest < minute - KEPT_MINUTES) this.#minutes.delete(oldest);
    const fresh: number[] = [];
    this.#minutes.set(minute, fresh);
    return fresh;
  }
}

function keyOf({ namespace, name, dimensions }: MetricName): string {
  const named = Object.keys(dimensions)
    .sort()
    .map((dimension) => `${dimension}=${dimensions[dimension] ?? ""}`);
  return [namespace, name, ...named].join("\n");
}
