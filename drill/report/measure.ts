import { perColor } from "../../config/color";
import type { RequestRecord } from "../traffic/record";
import { percentile } from "./percentile";
import type { Color, Traffic } from "./report";

/** What the flip's percentiles are taken over, before and after the load balancer's acceptance. */
const FLIP_WINDOW_MS = 5000;

/** The records in the report's time: milliseconds since the drill started at `startedAtMs` of Date.now(). */
export function sinceStart(
  records: readonly RequestRecord[],
  startedAtMs: number,
): RequestRecord[] {
  return records.map((record) => ({
    ...record,
    startMs: record.startMs - startedAtMs,
    endMs: record.endMs - startedAtMs,
  }));
}

/**
 * What users saw in a window: of the requests that began in it, whenever they ended. A stream is known
 * once it has ended, so a window is whole only after the virtual users have stopped.
 * @param toMs the first millisecond after the window
 */
export function trafficBetween(
  records: readonly RequestRecord[],
  fromMs: number,
  toMs: number,
  users: number,
): Traffic {
  const began = begunBetween(records, fromMs, toMs);
  const streams = began.filter(isStream);
  const durations = durationsOf(began);
  return {
    users,
    requests: began.length,
    failed: count(began, ({ failed }) => failed),
    failures: failures(began),
    sessionsLost: count(began, ({ sessionLost }) => sessionLost),
    assetsLost: count(began, ({ assetLost }) => assetLost),
    streams: streams.length,
    streamsCut: count(streams, ({ cut }) => cut),
    byColor: perColor((color) => count(began, (record) => record.color === color)),
    p50Ms: percentile(durations, 50),
    p99Ms: percentile(durations, 99),
  };
}

/**
 * How long users stayed: from the load balancer's acceptance of the rule to the start of the last request
 * that the color which left answered. Streams that were open before count for nothing: they began before.
 * @param untilMs when the next change of the rule begins, or the drill ends
 * @returns milliseconds; 0 when nobody was on that color any more
 */
export function movedMs(
  records: readonly RequestRecord[],
  acceptedMs: number,
  from: Color,
  untilMs: number,
): number {
  return (
    begunBetween(records, acceptedMs, untilMs)
      // What was under way at the next change may have been answered by that one.
      .filter((record) => isStream(record) || record.endMs <= untilMs)
      .filter(({ color }) => color === from)
      .reduce((last, { startMs }) => Math.max(last, startMs - acceptedMs), 0)
  );
}

/** How many users' last request between `fromMs` and `untilMs` was answered by that color; streams left out. */
export function usersOn(
  records: readonly RequestRecord[],
  color: Color,
  fromMs: number,
  untilMs: number,
): number {
  const last = new Map<number, RequestRecord>();
  for (const record of begunBetween(records, fromMs, untilMs)) {
    if (record.color === null || isStream(record)) continue;
    if (record.startMs >= (last.get(record.user)?.startMs ?? 0)) last.set(record.user, record);
  }
  return count([...last.values()], (record) => record.color === color);
}

/** Over the 5 s before the load balancer took the rule; streams left out. */
export function p99Steady(records: readonly RequestRecord[], acceptedMs: number): number | null {
  const before = begunBetween(records, acceptedMs - FLIP_WINDOW_MS, acceptedMs);
  return percentile(durationsOf(before), 99);
}

/** Over the 5 s from when the load balancer took the rule; streams left out. */
export function p99Flip(records: readonly RequestRecord[], acceptedMs: number): number | null {
  const after = begunBetween(records, acceptedMs, acceptedMs + FLIP_WINDOW_MS);
  return percentile(durationsOf(after), 99);
}

/** Of the requests that are no streams, which last as long as somebody asked for. */
export function durationsOf(records: readonly RequestRecord[]): number[] {
  return records.filter((record) => !isStream(record)).map(({ startMs, endMs }) => endMs - startMs);
}

function begunBetween(
  records: readonly RequestRecord[],
  fromMs: number,
  toMs: number,
): RequestRecord[] {
  return records.filter(({ startMs }) => startMs >= fromMs && startMs < toMs);
}

function isStream({ kind }: RequestRecord): boolean {
  return kind === "stream";
}

function count(
  records: readonly RequestRecord[],
  wanted: (record: RequestRecord) => boolean,
): number {
  return records.filter(wanted).length;
}

/** Alike ones together, in the order in which they first occurred. */
function failures(began: readonly RequestRecord[]): Traffic["failures"] {
  const kinds = new Map<string, Traffic["failures"][number]>();
  const failed = began.filter((record) => record.failed).sort((a, b) => a.startMs - b.startMs);
  for (const { color, status, startMs } of failed) {
    const key = `${String(color)} ${String(status)}`;
    const known = kinds.get(key);
    if (known === undefined) {
      kinds.set(key, { color, status, count: 1, firstMs: startMs, lastMs: startMs });
    } else {
      known.count += 1;
      known.lastMs = startMs;
    }
  }
  return [...kinds.values()];
}
