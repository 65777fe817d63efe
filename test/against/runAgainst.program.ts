import assert from "node:assert/strict";
import { World } from "./support/world";

describe("the drill against a deployed stack", () => {
  let world: World;

  afterEach(() => world.close());

  it("flips, rolls back and leaves everything as it was, with users who lose nothing", async () => {
    world = await World.open();
    const before = structuredClone(world.stack.fake.config);
    const report = await world.drill();
    assert.equal(report.verdict, "passed", JSON.stringify(report.steps));
    assert.deepEqual(report.target, { kind: "stack", name: "dev" });
    assert.deepEqual(
      report.steps.map(({ id, kind, outcome }) => `${id} ${kind} ${outcome}`),
      [
        "look observe succeeded",
        "flip-to-green flip succeeded",
        "rollback-to-blue rollback succeeded",
        "as-before observe succeeded",
      ],
    );
    const [flip, rollback] = report.flips;
    assert.deepEqual([flip?.usersMoved, rollback?.usersMoved], [3, 3]);
    assert.deepEqual([typeof flip?.acceptedMs, typeof rollback?.acceptedMs], ["number", "number"]);
    assert.equal(world.chat.active, "blue");
    assert.deepEqual(world.stack.fake.config, before);
    assert.equal(world.stack.filesRestored, 1);
  });

  it("narrows each update to the traffic rule, and writes no flight from a release into the history", async () => {
    world = await World.open();
    await world.drill();
    const { ups } = world.stack.fake;
    assert.deepEqual(
      ups.map(({ target, config, message }) => [
        target?.length,
        config["lobechat:activeColor"]?.value,
        message,
      ]),
      [
        [1, "green", "flip to green 2.1.26-b: a drill (alice@laptop)"],
        [1, "blue", "flip to blue 2.1.25-a: a drill (alice@laptop)"],
      ],
    );
  });

  it("runs with the configuration that is deployed, whatever lies in the checkout", async () => {
    world = await World.open();
    const { fake } = world.stack;
    fake.config["lobechat:domain"] = { value: "elsewhere.example.com" };
    await world.drill();
    assert.deepEqual(
      fake.ups.map(({ config }) => config["lobechat:domain"]?.value),
      ["chat.example.com", "chat.example.com"],
    );
    const { "lobechat:domain": domain } = await fake.getAllConfig();
    assert.equal(domain?.value, "elsewhere.example.com");
  });

  it("counts as held what it exercises, and everything else as not exercised", async () => {
    world = await World.open();
    const { promises } = await world.drill();
    const held = promises.filter((promised) => promised.held === true).map(({ rule }) => rule);
    assert.deepEqual(held, [1, 6]);
    assert.ok(promises.every((promised) => promised.held !== false));
  });

  it("stops at the first broken promise, and puts the traffic back", async () => {
    world = await World.open();
    world.chat.failing = "green";
    const report = await world.drill();
    assert.equal(report.verdict, "failed");
    assert.deepEqual(
      report.steps.map(({ id }) => id),
      ["look", "flip-to-green", "back-to-blue"],
    );
    assert.equal(report.promises.find(({ rule }) => rule === 6)?.held, false);
    assert.equal(world.chat.active, "blue");
  });

  it("puts back what an update moved that failed", async () => {
    world = await World.open();
    world.stack.onUpdate = () => {
      const { stack } = world;
      const first = stack.fake.ups.length === 1;
      [stack.failures, stack.movesAnyhow] = first ? [1, true] : [0, false];
    };
    const report = await world.drill();
    assert.deepEqual(
      report.steps.map(({ id, outcome }) => `${id} ${outcome}`),
      ["look succeeded", "flip-to-green failed", "back-to-blue succeeded"],
    );
    assert.equal(world.chat.active, "blue");
  });

  it("moves nobody where an update of everything would change more than the traffic rule", async () => {
    world = await World.open();
    world.stack.changesMore = true;
    const report = await world.drill();
    assert.equal(report.verdict, "failed");
    assert.deepEqual(
      report.steps.map(({ id, outcome }) => `${id} ${outcome}`),
      ["look failed"],
    );
    assert.match(report.steps[0]?.note ?? "", /2 resources: also files/);
    assert.deepEqual(world.stack.fake.ups, []);
  });

  it("puts the traffic back when it is interrupted in the middle of a flip", async () => {
    world = await World.open();
    const interrupted = new Promise<void>((resolve) => {
      world.stack.onUpdate = () => {
        world.stack.onUpdate = () => undefined;
        // What Ctrl-C runs; it waits for the update that is under way.
        void world.cleanUp.run().then(resolve);
      };
    });
    world.drill().catch(() => undefined);
    await interrupted;
    assert.deepEqual(
      world.stack.fake.ups.map(({ config }) => config["lobechat:activeColor"]?.value),
      ["green", "blue"],
    );
    assert.equal(world.chat.active, "blue");
    assert.equal(world.stack.filesRestored, 1);
  });

  it("signs up where the small app answers, and only looks everywhere else", async () => {
    world = await World.open();
    await world.drill();
    assert.equal(world.chat.posts.length, 3);
    world.chat.posts.length = 0;
    world.chat.scriptsBegin = "(self.webpackChunk=";
    const report = await world.drill();
    assert.deepEqual(world.chat.posts, []);
    assert.equal(report.verdict, "passed");
    assert.ok(report.skipped.some(({ what }) => what === "sessions and chats"));
    assert.match(world.told.join("\n"), /nobody signs in/);
  });
});
