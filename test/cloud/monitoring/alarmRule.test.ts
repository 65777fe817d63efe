import assert from "node:assert/strict";
import type { AlarmState } from "../../../drill/cloud/monitoring/alarm";
import { alarmsIn, ruleHolds } from "../../../drill/cloud/monitoring/alarmRule";

const STATES: Readonly<Record<string, AlarmState>> = {
  "blue-errors": "ALARM",
  "blue-hosts": "OK",
  "blue p99 (slow)": "INSUFFICIENT_DATA",
};

describe("a composite alarm's rule", () => {
  const table: [rule: string, holds: boolean][] = [
    ['ALARM("blue-errors")', true],
    ["ALARM(blue-errors)", true],
    ["ALARM(blue-hosts)", false],
    ["OK( blue-hosts )", true],
    ["ALARM(arn:aws:cloudwatch:eu-central-1:123456789012:alarm:blue-errors)", true],
    ['INSUFFICIENT_DATA("blue p99 (slow)")', true],
    ['ALARM("blue-errors") OR ALARM("blue-hosts")', true],
    ['ALARM("blue-errors") AND ALARM("blue-hosts")', false],
    ['ALARM("blue-errors") AND NOT ALARM("blue-hosts")', true],
    ['NOT (ALARM("blue-errors") OR FALSE)', false],
    ["TRUE", true],
  ];
  for (const [rule, holds] of table) {
    it(`${holds ? "holds" : "does not hold"}: ${rule}`, () => {
      assert.equal(
        ruleHolds(rule, (name) => STATES[name]),
        holds,
      );
    });
  }

  it("names the alarms that it looks at", () => {
    assert.deepEqual(alarmsIn('ALARM("blue p99 (slow)") OR NOT OK(blue-hosts)'), [
      "blue p99 (slow)",
      "blue-hosts",
    ]);
  });

  it("is refused with an alarm that is not there", () => {
    assert.throws(
      () => ruleHolds("ALARM(green)", (name) => STATES[name]),
      /the alarm "green" does not exist/,
    );
  });
});
