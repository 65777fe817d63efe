import { type Color, perColor } from "../../../../config/color";
import type { Sample } from "../../report";

/** More than this are no longer told apart on a phone. */
const MOST = 180;

/** What the picture shows of one second, or of several in a long drill. */
export interface Moment {
  fromMs: number;
  toMs: number;
  /** A second, without the failed ones. */
  answered: Record<Color, number>;
  /** A second. */
  failed: number;
  /** The worst second's. */
  p99Ms: number | null;
  /** At the end, as are the following. */
  streams: Record<Color, number>;
  weights: Record<Color, number>;
  healthy: Record<Color, number>;
}

/** The timeline in at most 180 moments of equal length. */
export function moments(timeline: readonly Sample[], durationMs: number): Moment[] {
  const each = Math.max(1, Math.ceil(timeline.length / MOST));
  const groups = Array.from({ length: Math.ceil(timeline.length / each) }, (_, index) =>
    timeline.slice(index * each, (index + 1) * each),
  );
  return groups.flatMap((samples, index) => {
    const [first] = samples;
    const last = samples.at(-1);
    if (first === undefined || last === undefined) return [];
    const toMs = groups[index + 1]?.[0]?.atMs ?? Math.max(durationMs, last.atMs);
    return [momentOf(samples, last, first.atMs, toMs)];
  });
}

function momentOf(
  samples: readonly Sample[],
  { streams, weights, healthy }: Sample,
  fromMs: number,
  toMs: number,
): Moment {
  const aSecond = (count: (sample: Sample) => number): number =>
    samples.reduce((sum, sample) => sum + count(sample), 0) / samples.length;
  const latencies = samples.flatMap(({ p99Ms }) => (p99Ms === null ? [] : [p99Ms]));
  return {
    fromMs,
    toMs,
    answered: perColor((color) =>
      aSecond(({ requests, failed }) => Math.max(0, requests[color] - failed[color])),
    ),
    failed: aSecond(({ failed }) => failed.blue + failed.green + failed.none),
    p99Ms: latencies.length === 0 ? null : Math.max(...latencies),
    streams,
    weights,
    healthy,
  };
}
