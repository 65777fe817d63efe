import assert from "node:assert/strict";
import {
  HEALTH_CHECK,
  LIFECYCLE,
  longestReleaseSeconds,
  MIN_READY_SECONDS,
} from "../../components/app/lifecycle";

describe("the life of a pod", () => {
  it("ends: drains before SIGTERM, and is killed only after both", () => {
    const { deregistrationSeconds, preStopSeconds, terminationGraceSeconds } = LIFECYCLE;
    assert.ok(deregistrationSeconds < preStopSeconds);
    assert.ok(preStopSeconds < terminationGraceSeconds);
  });

  it("leaves idle connections to the load balancer to close", () => {
    assert.ok(LIFECYCLE.balancerIdleSeconds < LIFECYCLE.appKeepAliveSeconds);
  });

  it("keeps a chat of 300 seconds whole", () => {
    assert.ok(LIFECYCLE.deregistrationSeconds >= 300 && LIFECYCLE.balancerIdleSeconds >= 300);
  });

  it("starts: counts only after the load balancer had time to see it healthy", () => {
    assert.ok(MIN_READY_SECONDS > HEALTH_CHECK.intervalSeconds * HEALTH_CHECK.healthyThreshold);
  });

  it("starts, at the latest, after a time that is said", () => {
    assert.equal(longestReleaseSeconds(), 3600 + 900 + 300 + 3 * 60);
  });
});
