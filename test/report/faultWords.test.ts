import assert from "node:assert/strict";
import { faultEffect, faultsTotal, survived } from "../../drill/report/faultWords";
import type { Step } from "../../drill/report/report";
import { aStep, someTraffic } from "./sampleParts";

type Fault = NonNullable<Step["fault"]>;

function faultStep(failed: number, fault: Partial<Fault> = {}): Step {
  return {
    ...aStep("redis-restarts", { kind: "fault", chapter: "faults" }),
    traffic: someTraffic({ requests: 84, failed }),
    fault: {
      ...{ name: "Redis restarts", explainedFailures: 12, explainedCuts: 0 },
      ...{ lost: 0, repairedByNextUp: true, ...fault },
    },
  };
}

describe("a fault in words", () => {
  it("is survived when nothing failed but what it explains, nothing is lost, and the next up repairs it", () => {
    assert.equal(survived(faultStep(12)), true);
    assert.equal(survived(faultStep(13)), false);
    assert.equal(survived(faultStep(0, { lost: 1 })), false);
    assert.equal(survived(faultStep(0, { repairedByNextUp: false })), false);
  });

  it("says what users noticed", () => {
    assert.equal(faultEffect(faultStep(0)), "users noticed nothing");
    assert.equal(
      faultEffect(faultStep(12, { explainedCuts: 3 })),
      "84 requests, 12 failed, 3 chats ended",
    );
    assert.equal(faultEffect(faultStep(14)), "84 requests, 14 failed, 2 of them unexplained");
  });

  it("says all of them in a sentence, and nothing where there were none", () => {
    assert.equal(
      faultsTotal([faultStep(12, { explainedCuts: 3 }), faultStep(14)]),
      "1 of 2 faults survived: 24 of 26 failed requests explained, 3 chats ended with their instance, nothing lost",
    );
    assert.equal(faultsTotal([]), null);
  });
});
