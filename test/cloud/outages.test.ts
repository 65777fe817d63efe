import assert from "node:assert/strict";
import type { Outage } from "../../drill/cloud/cloud";
import { digestOf, EVERY_PATH, Stack } from "./support/stack";
import { RULE, until, World } from "./support/world";

describe("what breaks in the stand-in cloud", () => {
  let world: World;
  let stack: Stack;
  beforeEach(async () => {
    world = await World.start();
    await world.cloud.publish({ digest: digestOf("a"), version: "1.0.0" });
    stack = await Stack.create(world);
    await stack.group("blue", { rule: EVERY_PATH });
    await stack.deploy("blue", "a");
    await until("blue is healthy", async () => (await world.count("blue", "healthy")) === 1);
  });
  afterEach(() => world.close());

  async function outage(): Promise<Outage | undefined> {
    return (await world.cloud.observe()).outages.at(-1);
  }

  async function isOver(): Promise<boolean> {
    return typeof (await outage())?.toMs === "number";
  }

  it("a color that is killed starts anew, and is out from its end to its first healthy target", async () => {
    const before = Date.now();
    await world.cloud.breakPods({ group: "blue", pods: "all", how: "kill" });
    assert.equal((await outage())?.what, "color");
    await until("it is over", isOver);
    const seen = await outage();
    assert.ok(seen !== undefined && seen.fromMs >= before && (seen.toMs ?? 0) > seen.fromMs);
    assert.equal(await world.count("blue", "healthy"), 1);
    assert.equal((await world.ask("/api/version")).status, 200);
  });

  it("one that crashes stays away until it is mended", async () => {
    await world.cloud.breakPods({ group: "blue", pods: "all", how: "crash" });
    await until("nobody serves", async () => (await world.ask("/api/version")).status === 503);
    assert.equal(await isOver(), false);
    await world.cloud.mendPods();
    await until("it is over", isOver);
  });

  it("an instance that hangs is out until nobody is sent there", async () => {
    await world.cloud.breakPods({ group: "blue", pods: "one", how: "freeze" });
    assert.deepEqual([(await outage())?.what, (await outage())?.color], ["instance", "blue"]);
    await until("it is over", isOver);
    assert.equal(await world.count("blue", "healthy"), 0);
    await world.cloud.mendPods();
    await until("it serves", async () => (await world.count("blue", "healthy")) === 1);
  });

  it("a database that refuses fails the deep check and nothing else", async () => {
    await world.cloud.setDatabase(false);
    assert.equal((await world.ask("/f/none")).status, 500);
    assert.equal((await world.ask("/api/version")).status, 200);
    await world.cloud.setDatabase(true);
    assert.equal((await world.ask("/f/none")).status, 404);
  });

  it("a throttled API changes no rule until it is left alone, and the provider tries again", async () => {
    await world.cloud.throttleBalancer(true);
    const accepted = async () => (await world.cloud.observe()).trafficRuleAcceptedMs.length;
    const before = await accepted();
    const changing = world.engine.put(RULE, "blue", {
      ...world.engine.stateOf(RULE, "blue").inputs,
      priority: 7,
    });
    assert.equal(await accepted(), before);
    await world.cloud.throttleBalancer(false);
    await changing;
    assert.equal(await accepted(), before + 1);
  });
});
