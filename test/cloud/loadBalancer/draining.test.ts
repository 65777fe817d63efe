import assert from "node:assert/strict";
import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { ask, open } from "./client";
import { forward, until, World, type App } from "./world";

describe("A target that is deregistered", () => {
  let world: World;
  let blue: string;
  let pod: App;
  let held: ServerResponse[];

  /** 1 AWS second of delay is 10 ms here. */
  const serve = async (deregistrationDelaySeconds: number) => {
    world = await World.start();
    held = [];
    blue = world.group("blue", { deregistrationDelaySeconds });
    pod = await world.app(blue, (incoming, response) => {
      if (incoming.url === "/begun") response.write("begun ");
      if (incoming.url === "/") response.end();
      else held.push(response);
    });
    await world.inEffect(world.rule([forward({ [blue]: 1 })]), { blue: 1 });
    await world.allHealthy(blue);
  };
  afterEach(async () => {
    await world.close();
  });

  const health = () =>
    world.service.describeTargetHealth(blue).map(({ state, reason }) => [state, reason]);
  const DRAINING = [["draining", "Target.DeregistrationInProgress"]];

  it("drains: it gets no new requests, and those in flight complete", async () => {
    await serve(3600);
    const answer = await open(world.address, { path: "/begun" });
    world.service.deregisterTargets(blue, [pod.target]);
    assert.deepEqual(health(), DRAINING);
    assert.equal((await ask(world.address)).status, 503);
    held[0]?.end("and finished");
    assert.equal(await text(answer), "begun and finished");
    assert.deepEqual(health(), DRAINING);
  });

  it("is gone after the delay, and what is in flight then is cut", async () => {
    await serve(20);
    const begun = await open(world.address, { path: "/begun" });
    const silent = ask(world.address, { path: "/silent" });
    await until("both requests arrived", () => held.length === 2);
    world.service.deregisterTargets(blue, [pod.target]);
    await assert.rejects(text(begun), { code: "ECONNRESET" });
    assert.equal((await silent).status, 502);
    assert.deepEqual(health(), []);
  });

  it("comes back by being registered again, and keeps its requests", async () => {
    await serve(20);
    const answer = await open(world.address, { path: "/begun" });
    world.service.deregisterTargets(blue, [pod.target]);
    world.service.registerTargets(blue, [pod.target]);
    assert.equal(world.states(blue)[0], "initial");
    const checks = pod.healthChecks;
    // Longer than the delay: a check is due every 50 ms, the delay is 200.
    await until("the delay is over", () => pod.healthChecks >= checks + 6);
    assert.deepEqual(health(), [["healthy", undefined]]);
    assert.equal((await ask(world.address)).from, "blue");
    held[0]?.end("and finished");
    assert.equal(await text(answer), "begun and finished");
  });

  it("is not checked while it drains, and may be deregistered twice", async () => {
    await serve(3600);
    world.service.deregisterTargets(blue, [pod.target]);
    world.service.deregisterTargets(blue, [pod.target, { id: "127.0.0.1", port: 1 }]);
    const checks = pod.healthChecks;
    const other = await world.app(blue);
    await until("the other one was checked", () => other.healthChecks > 2);
    assert.equal(pod.healthChecks, checks);
    assert.deepEqual(world.states(blue), ["draining", "healthy"]);
  });

  it("goes at once where no rule names its group", async () => {
    await serve(3600);
    const green = await world.groupWithApp("green");
    world.service.deregisterTargets(green, world.service.describeTargetHealth(green));
    assert.deepEqual(world.service.describeTargetHealth(green), []);
  });

  it("ends with the whole load balancer, whatever is open", async () => {
    await serve(3600);
    const answer = await open(world.address, { path: "/begun" });
    world.service.deregisterTargets(blue, [pod.target]);
    const [response] = held;
    assert.ok(response);
    const left = once(response, "close");
    await Promise.all([world.service.close(), assert.rejects(text(answer)), left]);
    await assert.rejects(ask(world.address), { code: "ECONNREFUSED" });
  });
});
