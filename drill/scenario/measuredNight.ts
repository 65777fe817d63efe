import type { Observation } from "../cloud/cloud";
import { movedMs } from "../report/measure";
import type { Alarm, AutomaticRollback, Canary, Color } from "../report/report";
import type { RequestRecord } from "../traffic/record";
import type { Watched } from "./measured";
import { settledAt } from "./moved";
import type { Decided } from "./night";
import type { PlayedCanary, PlayedFlip } from "./scene";

/** Who a canary got, and whether they stayed where they had landed, until the next change of its share. */
export function measuredCanaries(
  played: readonly PlayedCanary[],
  flips: readonly PlayedFlip[],
  watched: Watched,
): Canary[] {
  return played.flatMap((canary, at) => {
    if (canary.percent === 0) return [];
    const end = played[at + 1];
    const fromMs = settledAt(canary.acceptedAt) - watched.startedAt;
    const untilMs = end === undefined ? watched.endMs : end.acceptedAt - watched.startedAt;
    const seen = colorsByUser(watched.records, fromMs, untilMs);
    const { step, percent, to } = canary;
    return [
      {
        ...{ step, percent, to, users: watched.users },
        landed: seen.filter(([first]) => first === to).length,
        strayed: seen.filter((colors) => new Set(colors).size > 1).length,
        leftAfterEndMs: end?.percent === 0 ? leftMs(end, to, [...played, ...flips], watched) : null,
      },
    ];
  });
}

/** Whoever comes back after the next change of the rule comes by that. */
function leftMs(
  end: PlayedCanary,
  color: Color,
  changes: readonly (PlayedCanary | PlayedFlip)[],
  { records, startedAt, endMs }: Watched,
): number {
  const later = changes.flatMap(({ acceptedAt }) =>
    acceptedAt !== null && acceptedAt > end.acceptedAt ? [acceptedAt - startedAt] : [],
  );
  return movedMs(records, end.acceptedAt - startedAt, color, Math.min(endMs, ...later));
}

/** The colours that answered each user, in order; streams left out. */
function colorsByUser(records: readonly RequestRecord[], fromMs: number, toMs: number): Color[][] {
  const seen = new Map<number, Color[]>();
  const asked = records
    .filter(({ startMs, kind }) => startMs >= fromMs && startMs < toMs && kind !== "stream")
    .toSorted((one, other) => one.startMs - other.startMs);
  for (const { user, color } of asked) {
    if (color === null) continue;
    const colors = seen.get(user) ?? [];
    colors.push(color);
    seen.set(user, colors);
  }
  return [...seen.values()];
}

/** Every alarm that rang, or was over. */
export function measuredAlarms(
  { alarms }: Pick<Observation, "alarms">,
  startedAt: number,
): Alarm[] {
  return alarms.flatMap(({ name, state, reason, at }) =>
    state === "INSUFFICIENT_DATA"
      ? []
      : [{ name, color: colorIn(name), state, atMs: at - startedAt, reason }],
  );
}

function colorIn(name: string): Color | null {
  const color = /-(blue|green)(?:-|$)/.exec(name)?.[1];
  return color === "blue" || color === "green" ? color : null;
}

/** What became of each alarm that a build was started for. */
export function measuredRollbacks(
  decided: readonly Decided[],
  { records, startedAt }: Watched,
): AutomaticRollback[] {
  return decided.map(({ step, alarm, decision, reason, resourcesChanged, incident, rangAt }) => {
    const rangMs = rangAt - startedAt;
    const failed = decision === "notified" ? [] : failuresAround(records, rangMs);
    const firstErrorMs = failed[0]?.startMs ?? rangMs;
    const last = failed.at(-1);
    return {
      ...{ step, alarm, decision, reason, firstErrorMs },
      detectedMs: rangMs - firstErrorMs,
      recoveredMs: last === undefined ? null : last.startMs - firstErrorMs,
      ...{ resourcesChanged, incident: incident === null ? null : incidentPath(step) },
    };
  });
}

/** Where an incident's report stands, relative to the drill's own. */
export function incidentPath(step: string): string {
  return `incidents/${step}.md`;
}

/** An alarm is about what has failed shortly before, and goes on until somebody has acted. */
const AROUND_MS = 60_000;

function failuresAround(records: readonly RequestRecord[], rangMs: number): RequestRecord[] {
  return records
    .filter(({ failed, startMs }) => failed && Math.abs(startMs - rangMs) < AROUND_MS)
    .toSorted((one, other) => one.startMs - other.startMs);
}
