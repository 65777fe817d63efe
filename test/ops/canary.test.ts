import assert from "node:assert/strict";
import { fakeConfig, TRAFFIC_RULE } from "./support/fakeOutputs";
import { World } from "./support/world";

describe("lobechat canary", () => {
  let world: World;
  beforeEach(async () => {
    world = await World.open();
  });
  afterEach(() => world.close());

  async function refused(message: string | RegExp, ...args: string[]): Promise<void> {
    const before = world.deployment.config;
    await assert.rejects(world.run("canary", ...args), { name: "Refusal", message });
    assert.deepEqual(world.deployment.config, before);
    assert.deepEqual(world.deployment.ups, []);
  }

  it("gives the idle color its share by an update of the traffic rule alone", async () => {
    await world.run("canary", "10");
    assert.deepEqual(world.deployment.ups, [
      {
        target: [TRAFFIC_RULE],
        config: fakeConfig({ canaryPercent: "10" }),
        message: "canary to green 2.1.26-b: 10 % of all users (alice@laptop)",
      },
    ]);
    assert.deepEqual(world.terminal.asked, [
      "Give green 2.1.26-b 10 % of all users, instead of 0 %?",
    ]);
    assert.deepEqual(world.terminal.printed, [
      "green 2.1.26-b has 10 % of all users, blue 2.1.25-a the others: 1 resource changed in 4 s.",
      "To go back: lobechat canary 0 --stack prod",
    ]);
  });

  it("ends without looking at the color that users leave", async () => {
    world.deployment.record({ config: fakeConfig({ canaryPercent: "10" }) });
    world.aws.alarms.green = "ALARM";
    await world.run("canary", "0", "--yes");
    assert.deepEqual(world.terminal.printed, [
      "All users are on blue 2.1.25-a: 1 resource changed in 4 s.",
    ]);
  });

  it("is refused to a sick color", async () => {
    world.aws.alarms.green = "ALARM";
    await refused(/^green is not fit to serve/, "10", "--yes");
  });

  it("needs pods for its share, not for everybody", async () => {
    world.aws.healthy.blue = 10;
    world.aws.healthy.green = 1;
    await refused(/capacity of green/, "50", "--yes");
    await world.run("canary", "10", "--yes");
  });

  for (const percent of ["51", "-1", "ten", "2.5", "1e1", ""])
    it(`takes a whole number from 0 to 50, and not "${percent}"`, async () => {
      await refused(/^A canary takes a whole number from 0 to 50 percent/, "--", percent);
    });

  it("is there already", async () => {
    await refused("green has 0 % of all users already: nothing was changed.", "0");
  });

  it("is not for the release that a rollback fled from, unless that is asked for again", async () => {
    world.deployment.record({ config: fakeConfig({ refused: "2.1.26-b" }) });
    await refused(/^A rollback fled from 2\.1\.26-b/, "10");
    await world.run("canary", "10", "--again", "--yes");
  });
});
