import assert from "node:assert/strict";
import type { AlarmState, MetricAlarmSettings } from "../../../drill/cloud/monitoring/alarm";
import { evaluateMetric } from "../../../drill/cloud/monitoring/evaluateMetric";
import type { Column } from "../../../drill/cloud/monitoring/metricMath";

const ALARM: MetricAlarmSettings = {
  kind: "metric",
  name: "blue-errors",
  description: "",
  actionsEnabled: true,
  actions: { ALARM: [], OK: [], INSUFFICIENT_DATA: [] },
  queries: [],
  compared: "percent",
  periodSeconds: 60,
  evaluationPeriods: 3,
  datapointsToAlarm: 2,
  threshold: 5,
  comparison: "GreaterThanThreshold",
  treatMissingData: "notBreaching",
};
const WINDOWS = [0, 1, 2].map((minute) => ({
  fromMs: Date.UTC(2026, 0, 2, 3, minute),
  toMs: Date.UTC(2026, 0, 2, 3, minute + 1),
}));

type Treatment = MetricAlarmSettings["treatMissingData"];

describe("a metric alarm, two bad periods of three", () => {
  const table: [column: Column, missing: Treatment, state: AlarmState | null][] = [
    [[9, 9, 0], "notBreaching", "ALARM"],
    [[9, 0, 0], "notBreaching", "OK"],
    [[5, 5, 5], "notBreaching", "OK"],
    [[9, null, 9], "notBreaching", "ALARM"],
    [[9, null, null], "notBreaching", "OK"],
    [[9, null, 0], "breaching", "ALARM"],
    [[0, 0, null], "breaching", "OK"],
    [[9, null, null], "missing", "OK"],
    [[null, null, null], "notBreaching", "OK"],
    [[null, null, null], "breaching", "ALARM"],
    [[null, null, null], "missing", "INSUFFICIENT_DATA"],
    [[null, null, null], "ignore", null],
  ];
  for (const [column, treatMissingData, state] of table) {
    it(`is ${state ?? "as it was"} after ${JSON.stringify(column)}, missing ones ${treatMissingData}`, () => {
      const found = evaluateMetric({ ...ALARM, treatMissingData }, column, WINDOWS);
      assert.equal(found?.state ?? null, state);
    });
  }

  it("says what it saw, and when, in CloudWatch's words", () => {
    assert.equal(
      evaluateMetric(ALARM, [9.5, 0, 20], WINDOWS)?.reason,
      "Threshold Crossed: 2 out of the last 3 datapoints [9.5 (02/01/26 03:00:00), " +
        "20 (02/01/26 03:02:00)] were greater than the threshold (5) " +
        "(minimum 2 datapoints for OK -> ALARM transition).",
    );
  });
});
