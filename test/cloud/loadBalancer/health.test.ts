import assert from "node:assert/strict";
import { matchesStatus } from "../../../drill/cloud/loadBalancer/healthCheck";
import { ask } from "./client";
import { forward, groupSettings, until, World, type App } from "./world";

describe("Health behind the load balancer", () => {
  let world: World;
  let blue: string;
  beforeEach(async () => {
    world = await World.start();
    blue = world.group("blue");
  });
  afterEach(async () => {
    await world.close();
  });

  const reasons = (arn: string) =>
    world.service.describeTargetHealth(arn).map(({ state, reason }) => [state, reason]);
  const serve = async (arn: string) => {
    await world.inEffect(world.rule([forward({ [arn]: 1 })]), { blue: 1 });
  };

  it("is not checked for a group that no rule names", async () => {
    const app = await world.app(blue);
    const green = await world.groupWithApp("green");
    world.rule([forward({ [green]: 1 })]);
    await world.allHealthy(green);
    assert.deepEqual(reasons(blue), [["unused", "Target.NotInUse"]]);
    assert.equal(app.healthChecks, 0);
  });

  it("is checked as soon as a rule is accepted, and no longer once it is gone", async () => {
    const app = await world.app(blue);
    const rule = world.rule([forward({ [blue]: 1 })]);
    assert.deepEqual(reasons(blue), [["initial", "Elb.InitialHealthChecking"]]);
    await until("checked twice", () => app.healthChecks > 1);
    assert.deepEqual(reasons(blue), [["healthy", undefined]]);
    world.service.deleteRule(rule);
    assert.deepEqual(reasons(blue), [["healthy", undefined]]);
    await until("unused", () => world.states(blue)[0] === "unused");
  });

  it("is good after one check at first, whatever the threshold", async () => {
    const { healthCheck } = groupSettings("");
    const patient = { ...healthCheck, healthyThreshold: 10, intervalSeconds: 300 };
    const app = await world.app(blue);
    world.service.modifyTargetGroup(blue, groupSettings("blue", { healthCheck: patient }));
    await serve(blue);
    await world.allHealthy(blue);
    assert.equal(app.healthChecks, 1);
  });

  it("changes after as many checks in a row as the thresholds say", async () => {
    const app = await world.app(blue);
    await serve(blue);
    await world.allHealthy(blue);
    app.healthStatus = 500;
    const before = app.healthChecks;
    await until("unhealthy", () => world.states(blue)[0] === "unhealthy");
    assert.ok(app.healthChecks - before >= 2);
    assert.deepEqual(reasons(blue), [["unhealthy", "Target.ResponseCodeMismatch"]]);
    app.healthStatus = 200;
    const sick = app.healthChecks;
    await until("healthy again", () => world.states(blue)[0] === "healthy");
    assert.ok(app.healthChecks - sick >= 2);
  });

  it("says why a target is not healthy when nothing listens there", async () => {
    const app = await world.app(blue);
    await app.close();
    await serve(blue);
    await until("unhealthy", () => world.states(blue)[0] === "unhealthy");
    assert.deepEqual(reasons(blue), [["unhealthy", "Target.FailedHealthChecks"]]);
    assert.equal((await ask(world.address)).status, 502);
  });

  it("follows a health check that is modified", async () => {
    await world.app(blue);
    await serve(blue);
    await world.allHealthy(blue);
    const settings = groupSettings("blue");
    const healthCheck = { ...settings.healthCheck, matcher: "201" };
    world.service.modifyTargetGroup(blue, { ...settings, healthCheck });
    await until("unhealthy", () => world.states(blue)[0] === "unhealthy");
  });

  for (const [matcher, good, bad] of [
    ["200", [200], [199, 201]],
    ["200-299", [200, 204, 299], [300]],
    ["200,404", [200, 404], [201, 403]],
    ["200,300-302", [200, 301], [201, 303]],
  ] as const) {
    it(`is told by the matcher ${matcher}`, () => {
      assert.deepEqual(
        good.filter((status) => !matchesStatus(matcher, status)),
        [],
      );
      assert.deepEqual(
        bad.filter((status) => matchesStatus(matcher, status)),
        [],
      );
    });
  }

  it("decides who gets requests, until nobody is healthy: then everybody does", async () => {
    const name = (text: string) => (_: unknown, response: { end: (text: string) => void }) => {
      response.end(text);
    };
    const apps: [App, App] = [await world.app(blue, name("a")), await world.app(blue, name("b"))];
    await serve(blue);
    await world.allHealthy(blue);
    const asked = async () => {
      const bodies = new Set<string>();
      for (let sent = 0; sent < 6; sent += 1) bodies.add((await ask(world.address)).body);
      return [...bodies].sort();
    };
    assert.deepEqual(await asked(), ["a", "b"]);
    apps[0].healthStatus = 503;
    await until("one is sick", () => world.states(blue).includes("unhealthy"));
    assert.deepEqual(await asked(), ["b"]);
    apps[1].healthStatus = 503;
    await until("both are", () => world.states(blue).every((state) => state === "unhealthy"));
    assert.deepEqual(await asked(), ["a", "b"]);
  });

  it("answers 503 for an empty group, in the words of an ALB", async () => {
    await serve(blue);
    const { status, body, headers, from } = await ask(world.address);
    assert.equal(status, 503);
    assert.equal(headers["content-type"], "text/html");
    assert.equal(headers["server"], "awselb/2.0");
    assert.equal(from, undefined);
    assert.match(body, /<h1>503 Service Temporarily Unavailable<\/h1>/);
  });

  describe("of a group whose only targets have not passed a check yet", () => {
    for (const [initialTargetsTakeTraffic, status] of [
      [false, 503],
      [true, 200],
    ] as const) {
      it(`answers ${String(status)} when initialTargetsTakeTraffic is ${String(initialTargetsTakeTraffic)}`, async () => {
        const world = await World.start({ initialTargetsTakeTraffic });
        try {
          const blue = world.group("blue", {
            // So slow to be called sick that it stays initial for as long as the test runs.
            healthCheck: {
              ...groupSettings("").healthCheck,
              unhealthyThreshold: 10,
              intervalSeconds: 300,
            },
          });
          const app = await world.app(blue);
          app.healthStatus = 500;
          await world.inEffect(world.rule([forward({ [blue]: 1 })]), { blue: 1 });
          assert.equal((await ask(world.address)).status, status);
          assert.deepEqual(world.states(blue), ["initial"]);
        } finally {
          await world.close();
        }
      });
    }
  });
});
