import { perColor } from "../../config/color";
import type { RequestRecord } from "../traffic/record";
import { durationsOf } from "./measure";
import { percentile } from "./percentile";
import type { Color, Sample } from "./report";

const SECOND_MS = 1000;

/** What was seen of the load balancer and the users at one moment of the drill. */
export interface Observed {
  /** Milliseconds since the drill started. */
  atMs: number;
  weights: Record<Color, number>;
  /** Healthy targets. */
  healthy: Record<Color, number>;
  /** Open streams. */
  streams: Record<Color, number>;
}

/**
 * One sample for each second of the drill: the requests that began in it, and what was last observed by its end.
 * @param records in milliseconds since the drill started
 * @param observed in the order of time
 */
export function timeline(
  records: readonly RequestRecord[],
  observed: readonly Observed[],
  durationMs: number,
): Sample[] {
  const seconds: RequestRecord[][] = Array.from(
    { length: Math.ceil(durationMs / SECOND_MS) },
    () => [],
  );
  for (const record of records) seconds[Math.floor(record.startMs / SECOND_MS)]?.push(record);
  let next = 0;
  return seconds.map((began, second) => {
    const endMs = (second + 1) * SECOND_MS;
    while ((observed[next]?.atMs ?? Infinity) < endMs) next += 1;
    return sample(second * SECOND_MS, began, observed[next - 1]);
  });
}

function sample(atMs: number, began: RequestRecord[], seen: Observed | undefined): Sample {
  const failed = began.filter((record) => record.failed);
  const of = (records: RequestRecord[], color: Color | null): number =>
    records.filter((record) => record.color === color).length;
  return {
    atMs,
    requests: perColor((color) => of(began, color)),
    failed: { ...perColor((color) => of(failed, color)), none: of(failed, null) },
    p99Ms: percentile(durationsOf(began), 99),
    streams: seen?.streams ?? perColor(() => 0),
    weights: seen?.weights ?? perColor(() => 0),
    healthy: seen?.healthy ?? perColor(() => 0),
  };
}
