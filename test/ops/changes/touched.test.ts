import assert from "node:assert/strict";
import type { ResourceChange } from "../../../ops/changes/resourceChange";
import { alarming, named, touching } from "../../../ops/changes/touched";

function change(name: string, op: ResourceChange["op"] = "update"): ResourceChange {
  const type = "aws:cloudwatch/metricAlarm:MetricAlarm";
  return {
    op,
    type,
    name,
    urn: `urn:pulumi:prod::lobechat::${type}::${name}`,
    diffs: [],
    perhaps: false,
  };
}

describe("resources in a sentence", () => {
  it("have one order, whichever the engine was done with first", () => {
    const changes = [change("green-p99"), change("blue-p99")];
    assert.equal(named(changes), "MetricAlarm blue-p99 and MetricAlarm green-p99");
    assert.equal(named(changes.toReversed()), named(changes));
    assert.equal(touching(changes), touching(changes.toReversed()));
    const gone = [change("green-p99", "delete"), change("blue-p99", "delete")];
    assert.deepEqual(alarming(gone), ["DELETES MetricAlarm blue-p99, MetricAlarm green-p99"]);
  });
});
