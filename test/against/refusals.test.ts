import assert from "node:assert/strict";
import { World } from "./support/world";

describe("before a deployed stack is drilled", () => {
  let world: World;

  afterEach(() => world.close());

  async function refused(expected: RegExp, options = {}): Promise<void> {
    await assert.rejects(world.drill(options), (error: Error) => {
      assert.equal(error.name, "Refusal");
      assert.match(error.message, expected);
      assert.match(error.message, /Nothing was changed\./);
      return true;
    });
    assert.deepEqual(world.stack.fake.ups, []);
  }

  for (const [what, config] of Object.entries({
    "a stack of that name": { name: "organization/lobechat/prod-eu" },
    "a stack that protects its data": { protect: "true" },
  }))
    it(`production is named twice: ${what}`, async () => {
      world = await World.open(config);
      await refused(/is a production stack: name it twice, as in --stack .+ --stack-again/);
      const { name } = world.stack.stack;
      await refused(/is a production stack/, { again: `${name}2` });
      world.agrees = false;
      await refused(/^Nothing was changed/, { again: name });
      assert.equal(world.asked.length, 1);
    });

  it("it is said what will happen, and asked; --yes answers beforehand", async () => {
    world = await World.open();
    world.agrees = false;
    await refused(/^Nothing was changed/);
    assert.deepEqual(world.asked, [
      "Move all users of https://chat.example.com to green 2.1.26-b and back?",
    ]);
    assert.match(world.told.join("\n"), /Whatever happens, blue serves at the end\./);
    const report = await world.drill({ yes: true });
    assert.equal(report.verdict, "passed");
    assert.equal(world.asked.length, 1);
  });

  it("a canary, maintenance and a release that a rollback fled from end it", async () => {
    world = await World.open({ canaryPercent: "20" });
    await refused(/green has a canary of 20 %/);
    await world.close();
    world = await World.open({ refused: "2.1.26-b" });
    await refused(/green runs 2\.1\.26-b, the release that a rollback fled from/);
  });

  it("a color that does not answer as its release ends it", async () => {
    world = await World.open();
    world.chat.versions.green = "2.1.24";
    await refused(
      /green is not fit to serve: \/api\/version was to answer 2\.1\.26 and answered 2\.1\.24/,
    );
  });

  it("colors that nobody can tell apart end it", async () => {
    world = await World.open({
      green: JSON.stringify({ release: "2.1.25-a", capacity: { min: 2, max: 6 } }),
    });
    world.chat.versions.green = "2.1.25";
    world.chat.builds.green = "b1";
    await refused(/blue and green answer alike/);
  });
});
