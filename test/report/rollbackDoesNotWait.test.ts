import assert from "node:assert/strict";
import { rollbackDoesNotWait } from "../../drill/report/promises/rollbackDoesNotWait";
import { aFlip } from "./sampleParts";
import { SAMPLE_FACTS } from "./sampleReport";

const step = "rollback-past-hang";

function acceptedAt(acceptedMs: number | null) {
  return rollbackDoesNotWait({
    ...SAMPLE_FACTS,
    flips: [aFlip(step, { kind: "rollback", acceptedMs })],
  });
}

describe("promise 5, a rollback beside a release that hangs", () => {
  it("says how long before the release gave up the traffic was back", () => {
    const text =
      "traffic was back on blue 4.0 s before a release to green gave up, users moved in 0.3 s";
    assert.deepEqual(rollbackDoesNotWait(SAMPLE_FACTS), {
      held: true,
      evidence: [{ step, text }],
    });
  });

  it("is broken by a rollback that takes until the release has given up", () => {
    const text = "the rollback took 6.0 s, until the release that hung had given up";
    assert.deepEqual(acceptedAt(25_000), { held: false, evidence: [{ step, text }] });
  });

  it("is broken by a rollback that never came to the load balancer", () => {
    const text = "no rollback came through beside a release that hung";
    const broken = { held: false, evidence: [{ step, text }] };
    assert.deepEqual(acceptedAt(null), broken);
    assert.deepEqual(rollbackDoesNotWait({ ...SAMPLE_FACTS, flips: [] }), broken);
  });

  it("is not exercised where nothing hangs", () => {
    assert.equal(rollbackDoesNotWait({ ...SAMPLE_FACTS, hangs: [] }).held, null);
  });
});
