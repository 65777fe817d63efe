import assert from "node:assert/strict";
import { calculate, type Column } from "../../../drill/cloud/monitoring/metricMath";

const COLUMNS: Readonly<Record<string, Column>> = {
  requests: [100, 10, null, 40],
  failed: [10, null, null, 4],
  other: [1, 2, 3, null],
};

function compute(text: string): Column {
  return calculate(text, (id) => COLUMNS[id] ?? assert.fail(`no ${id}`), 4);
}

describe("metric math", () => {
  const table: [text: string, column: Column][] = [
    ["requests", [100, 10, null, 40]],
    ["1 + 2 * 3", [7, 7, 7, 7]],
    ["(1 + 2) * 3 - -1", [10, 10, 10, 10]],
    ["failed / requests", [0.1, null, null, 0.1]],
    ["FILL(failed, 0)", [10, 0, 0, 4]],
    ["requests / 0", [null, null, null, null]],
    ["requests >= 40", [1, 0, null, 1]],
    ["requests >= 40 AND other == 1", [1, 0, null, null]],
    ["FILL(requests, 0) < 20 OR FILL(other, 9) == 9", [0, 1, 1, 1]],
    ["IF(FILL(requests, 0) >= 20, 100 * FILL(failed, 0) / requests, 0)", [10, 0, 0, 10]],
    ["IF(requests > 20, 1, 2)", [1, 2, null, 1]],
    ["SUM([requests, failed])", [110, 10, null, 44]],
    ["MAX([failed, other])", [10, 2, 3, 4]],
    ["MIN([failed, other])", [1, 2, 3, 4]],
    ["AVG([failed, other])", [5.5, 2, 3, 4]],
  ];
  for (const [text, column] of table) {
    it(`computes ${text}`, () => {
      assert.deepEqual(compute(text), column);
    });
  }

  for (const [text, message] of [
    ["ANOMALY_DETECTION_BAND(requests)", /has no ANOMALY_DETECTION_BAND/],
    ["SUM(requests)", /has no SUM/],
    ["requests % 2", /has no %/],
    ["FILL(failed, REPEAT)", /no REPEAT/],
    ["(requests", /"\(requests"/],
  ] as const) {
    it(`refuses ${text} by its name`, () => {
      assert.throws(() => compute(text), message);
    });
  }
});
