import type { Color } from "../config/color";
import { alarmHistory, minutesBetween, type Minute, type StateChange } from "./aws/cloudwatch";
import type { RecordedUpdate } from "./history";
import { incidentIn, type PastIncident } from "./incidentHistory";
import type { Situation } from "./situation";
import type { Tools } from "./tools";
import { said } from "./said";

/** One line per commit between what ran before and what made users suffer. */
export interface CommitRange {
  /** Whose commits: the app's, by the names of its releases, or this program's. */
  of: "app" | "program";
  from: string;
  to: string;
  /** Newest first. */
  lines: string[];
}

/** Everything that the report of the next morning is made of. */
export interface IncidentFacts extends PastIncident {
  stack: string;
  domain: string;
  /** What runs now. */
  now: Pick<RecordedUpdate, "activeColor" | "releases" | "refused">;
  /** The release that was fled from. */
  fled: string;
  /** The first minute with errors of the colour's own; null: none was counted. */
  firstError: Date | null;
  /** When the colour's alarm rang; null: it did not, and a person was first. */
  alarm: { name: string; at: Date; reason: string } | null;
  /** Requests to the colour from the first user there to the end; null where it could not be measured. */
  affected: { requests: number; failed: number } | null;
  commits: CommitRange[];
  /** What could not be found out, and why. */
  gaps: string[];
}

/**
 * Gathers what is known of a rollback, from the history and from what AWS counted.
 *
 * @param number of the update that rolled back; undefined: the last one that did
 * @throws Refusal when there is no such rollback
 */
export async function incidentFacts(
  tools: Tools,
  { stack, operations, updates }: Situation,
  number?: number,
): Promise<IncidentFacts> {
  const past = incidentIn(updates, number);
  const { from, rollback, exposures } = past;
  const [now = rollback] = updates;
  const gaps: string[] = [];
  const since = exposures[0]?.at ?? rollback.at;
  const access = tools.awsAccess(operations.region);
  const name = operations.alarms[from];
  const [minutes, changes, commits] = await Promise.all([
    orGap(gaps, "the requests", () =>
      minutesBetween(access, operations.metrics, from, since, rollback.endedAt),
    ),
    orGap(gaps, "the alarm's history", () => alarmHistory(access, name, since)),
    commitsOf(tools, past),
  ]);
  return {
    ...past,
    ...{ stack: stack.name, domain: operations.domain, now, fled: rollback.releases[from] },
    firstError: minutes?.find(({ failed }) => failed > 0)?.at ?? null,
    alarm: rungWithin(name, changes ?? [], rollback.endedAt),
    affected: minutes === null ? null : sumOf(minutes),
    ...{ commits, gaps },
  };
}

function rungWithin(
  name: string,
  changes: readonly StateChange[],
  end: Date,
): IncidentFacts["alarm"] {
  const rang = changes.find(({ to, at }) => to === "ALARM" && at <= end);
  return rang === undefined ? null : { name, at: rang.at, reason: rang.reason };
}

function sumOf(minutes: readonly Minute[]): { requests: number; failed: number } {
  return {
    requests: minutes.reduce((sum, { requests }) => sum + requests, 0),
    failed: minutes.reduce((sum, { failed }) => sum + failed, 0),
  };
}

async function commitsOf(tools: Tools, past: PastIncident): Promise<CommitRange[]> {
  const { from, to, rollback, exposures, before } = past;
  const ranges = [
    { of: "app", from: shaIn(rollback, to), to: shaIn(rollback, from) },
    { of: "program", from: before?.commit, to: exposures.at(-1)?.commit },
  ] as const;
  const found: CommitRange[] = [];
  for (const { of, from: first, to: last } of ranges) {
    if (first == null || last == null || first === last) continue;
    const lines = await tools.commits(first, last);
    if (lines.length > 0) found.push({ of, from: first, to: last, lines });
  }
  return found;
}

/** A release's name ends with the commit that it was built from. */
function shaIn({ releases }: RecordedUpdate, color: Color): string | null {
  return /-([0-9a-f]{7,40})$/.exec(releases[color])?.[1] ?? null;
}

async function orGap<T>(
  gaps: string[],
  what: string,
  measure: () => Promise<T>,
): Promise<T | null> {
  try {
    return await measure();
  } catch (error) {
    gaps.push(`${what}: ${said(error)}`);
    return null;
  }
}
