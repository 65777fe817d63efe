import assert from "node:assert/strict";
import { Seen } from "../../policies/seen";
import { afterTraffic } from "../../policies/watch/sameMeasure";

function seen(type: string, name: string, tags: Record<string, string>, after: Seen[] = []): Seen {
  return new Seen({ type, name, urn: name, props: { tags }, opts: { protect: false } }, after);
}

const alarmAfter = (...rules: Seen[]) =>
  seen("aws:cloudwatch/metricAlarm:MetricAlarm", "blue-errors", {}, rules);

describe("an alarm", () => {
  for (const folder of ["lb", "alb"])
    it(`is found when it waits for the traffic rule, a rule of ${folder}`, () => {
      const type = `aws:${folder}/listenerRule:ListenerRule`;
      const traffic = seen(type, "traffic", { active: "blue" });
      assert.equal(afterTraffic(alarmAfter(traffic)), "waits for the traffic rule traffic");
    });

  it("may wait for a rule that names no active colour", () => {
    const preview = seen("aws:lb/listenerRule:ListenerRule", "preview-blue", { Name: "preview" });
    assert.equal(afterTraffic(alarmAfter(preview)), undefined);
  });
});
