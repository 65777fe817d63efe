import { COMPARISONS, type AlarmState, type MetricAlarmSettings } from "./alarm";
import type { Column } from "./metricMath";
import type { Window } from "./metrics";

export interface Evaluation {
  state: AlarmState;
  reason: string;
}

interface Point {
  value: number;
  at: Date;
}

/**
 * What an alarm makes of its last periods: M of N, with missing ones as it was told to take them. CloudWatch looks
 * further back than N where periods are missing; here it does not.
 *
 * @returns null: the state stays as it is
 */
export function evaluateMetric(
  alarm: MetricAlarmSettings,
  column: Column,
  windows: readonly Window[],
): Evaluation | null {
  const given = column.flatMap((value, index) =>
    value === null ? [] : [{ value, at: new Date(windows[index]?.fromMs ?? 0) }],
  );
  const missing = column.length - given.length;
  if (given.length === 0) return ofNothing(alarm.treatMissingData, missing);
  const breaching = given.filter(({ value }) =>
    COMPARISONS[alarm.comparison].holds(value, alarm.threshold),
  );
  const counted = breaching.length + (alarm.treatMissingData === "breaching" ? missing : 0);
  return counted >= alarm.datapointsToAlarm
    ? { state: "ALARM", reason: crossed(alarm, breaching, column.length) }
    : { state: "OK", reason: notCrossed(alarm, given, column.length) };
}

function ofNothing(
  treatment: MetricAlarmSettings["treatMissingData"],
  missing: number,
): Evaluation | null {
  const seen = `no datapoints were received for ${missing} periods`;
  switch (treatment) {
    case "ignore":
      return null;
    case "missing":
      return { state: "INSUFFICIENT_DATA", reason: `Insufficient Data: ${seen}.` };
    case "breaching":
    case "notBreaching": {
      const breaching = treatment === "breaching";
      const word = breaching ? "[Breaching]" : "[NonBreaching]";
      return {
        state: breaching ? "ALARM" : "OK",
        reason: `Threshold Crossed: ${seen} and ${missing} missing datapoints were treated as ${word}.`,
      };
    }
  }
}

function crossed(alarm: MetricAlarmSettings, points: readonly Point[], periods: number): string {
  const least = `minimum ${alarm.datapointsToAlarm} datapoints for OK -> ALARM transition`;
  return sentence(alarm, points, periods, "", least);
}

function notCrossed(alarm: MetricAlarmSettings, points: readonly Point[], periods: number): string {
  const needed = periods - alarm.datapointsToAlarm + 1;
  const least = `minimum ${needed} datapoints for ALARM -> OK transition`;
  return sentence(alarm, points, periods, "not ", least);
}

/** As CloudWatch says it, so that what reads a reason can be shown. */
function sentence(
  { comparison, threshold }: MetricAlarmSettings,
  points: readonly Point[],
  periods: number,
  not: string,
  least: string,
): string {
  const shown = points.map(({ value, at }) => `${value} (${timeOf(at)})`).join(", ");
  return (
    `Threshold Crossed: ${points.length} out of the last ${periods} datapoints [${shown}] were ` +
    `${not}${COMPARISONS[comparison].words} the threshold (${threshold}) (${least}).`
  );
}

/** 10/06/20 09:09:00 */
function timeOf(at: Date): string {
  const [date = "", time = ""] = at.toISOString().split("T");
  return `${date.slice(2).split("-").toReversed().join("/")} ${time.slice(0, 8)}`;
}
