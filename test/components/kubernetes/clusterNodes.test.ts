import assert from "node:assert/strict";
import { DEADLINES, LIFECYCLE } from "../../../components/app/lifecycle";
import { NODE_GRACE_HOURS, NODE_POOL_SPEC } from "../../../components/kubernetes/clusterNodes";

describe("a node that has to go", () => {
  const { template } = NODE_POOL_SPEC;
  const graceSeconds = NODE_GRACE_HOURS * 3600;

  it("is there until a pod's streams have ended and a snapshot is done", () => {
    assert.equal(template.spec.terminationGracePeriod, `${NODE_GRACE_HOURS}h`);
    assert.ok(graceSeconds > LIFECYCLE.terminationGraceSeconds);
    assert.ok(graceSeconds > DEADLINES.snapshotJobSeconds);
  });

  it("goes before AWS ends it after 21 days", () => {
    const lifeHours = parseInt(template.spec.expireAfter) + NODE_GRACE_HOURS;
    assert.ok(lifeHours <= 21 * 24);
  });
});
