import assert from "node:assert/strict";
import { deploymentOf, digestOf, EVERY_PATH, Stack } from "./support/stack";
import { DEPLOYMENT, until, World } from "./support/world";

describe("a Deployment in the stand-in cloud", () => {
  let world: World;
  let stack: Stack;

  before(async () => {
    world = await World.start();
    await world.cloud.publish({ digest: digestOf("a"), version: "1.0.0" });
    await world.cloud.publish({ digest: digestOf("b"), version: "2.0.0" });
    await world.cloud.publish({ digest: digestOf("c"), version: "3.0.0", behavior: "silent" });
    await world.cloud.publish({ digest: digestOf("d"), version: "4.0.0", behavior: "crashes" });
    stack = await Stack.create(world);
    await stack.group("blue", { rule: EVERY_PATH, drainSeconds: 300 });
  });

  after(() => world.close());

  async function version(): Promise<unknown> {
    const { status, body } = await world.ask("/api/version");
    return status === 200 ? JSON.parse(body) : status;
  }

  it("is ready, registered and healthy when its await ends", async () => {
    await stack.deploy("blue", "a");
    assert.equal(await world.count("blue", "healthy"), 1);
    assert.deepEqual(await version(), { version: "1.0.0" });
  });

  it("is scaled to its autoscaler's minimum, and keeps that count in an update", async () => {
    await world.engine.put("kubernetes:autoscaling/v2:HorizontalPodAutoscaler", "blue", {
      metadata: { name: "blue", namespace: "lobechat" },
      spec: {
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "blue" },
        minReplicas: 2,
        maxReplicas: 6,
      },
    });
    await until("two pods are healthy", async () => (await world.count("blue", "healthy")) === 2);
  });

  it("keeps the old pods until the new ones are there, and drains them", async () => {
    let fewest = Infinity;
    let draining = 0;
    const failures: number[] = [];
    const update = stack.deploy("blue", "b").then(() => true);
    const done = () => Promise.race([update, Promise.resolve(false)]);
    await until("the update is through and the old pods are gone", async () => {
      const { status } = await world.ask("/api/version");
      if (status !== 200) failures.push(status);
      fewest = Math.min(fewest, await world.count("blue", "healthy"));
      draining = Math.max(draining, await world.count("blue", "draining"));
      const { targetGroups } = await world.cloud.observe();
      return (await done()) && targetGroups["blue"]?.targets.length === 2;
    });
    assert.deepEqual(failures, []);
    assert.ok(fewest >= 2, `only ${fewest} of 2 were healthy`);
    assert.ok(draining > 0, "no old pod was seen to drain");
    assert.deepEqual(await version(), { version: "2.0.0" });
  });

  it("fails its await on an image that never answers, and the old pods go on serving", async () => {
    await assert.rejects(
      stack.deploy("blue", "c", { progressDeadlineSeconds: 60 }),
      (error: Error) => {
        assert.match(
          error.message,
          /Minimum number of Pods to consider the application live was not attained/,
        );
        assert.match(error.message, /unready status: \[lobechat\]: Startup probe failed: Get/);
        return true;
      },
    );
    assert.equal(await world.count("blue", "healthy"), 2);
    assert.deepEqual(await version(), { version: "2.0.0" });
  });

  it("names the back-off of an image that crashes", async () => {
    await assert.rejects(
      stack.deploy("blue", "d", { progressDeadlineSeconds: 60 }),
      /\[CrashLoopBackOff\] back-off restarting failed container, last ended with exit code 1/,
    );
    assert.deepEqual(await version(), { version: "2.0.0" });
  });

  it("names an image that is not in the registry", async () => {
    await assert.rejects(
      stack.deploy("blue", "e", { progressDeadlineSeconds: 60 }),
      /\[ImagePullBackOff\] Back-off pulling image ".*@sha256:e+"/,
    );
  });

  it("replaces sick pods at once with a good release", async () => {
    await stack.deploy("blue", "a");
    assert.deepEqual(await version(), { version: "1.0.0" });
  });

  it("does nothing when nothing has changed", async () => {
    const { op } = await world.engine.apply(DEPLOYMENT, "blue", deploymentOf("blue", "a"));
    assert.equal(op, "same");
  });

  it("stops everything with 0 replicas", async () => {
    await stack.deploy("blue", "a", { replicas: 0 });
    await until("no target is left", async () => {
      const { targetGroups } = await world.cloud.observe();
      return targetGroups["blue"]?.targets.length === 0;
    });
  });
});
