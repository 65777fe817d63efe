import assert from "node:assert/strict";
import { decide } from "../../../ops/night/decide";
import { ACTING } from "./actingRows";
import { NOTIFYING } from "./notifyingRows";
import { CANARY, situation } from "./situation";

describe("what an alarm does by itself", () => {
  for (const { when, facts } of ACTING)
    it(`rolls back when ${when}`, () => {
      const { decision, to, reason } = decide(situation(facts));
      assert.deepEqual([decision, to], ["rolledBack", "blue"], reason);
    });

  for (const { when, facts, notified } of NOTIFYING)
    it(`only notifies when ${when}`, () => {
      const { decision, to, reason } = decide(situation(facts));
      assert.deepEqual([decision, to], ["notified", undefined]);
      assert.match(reason, notified);
    });

  it("says in one sentence why it acts", () => {
    assert.equal(
      decide(situation()).reason,
      "green is sick within 30 minutes of the flip to it, and blue is well.",
    );
    assert.equal(
      decide(situation(CANARY)).reason,
      "green is sick with 10 % of the users on it as a canary, and blue, which serves the others, is well.",
    );
  });

  it("ends each reason as a sentence", () => {
    for (const { when, facts } of [...ACTING, ...NOTIFYING])
      assert.match(decide(situation(facts)).reason, /\.$/, when);
  });
});
