import assert from "node:assert/strict";
import { fakeConfig } from "./support/fakeOutputs";
import { World } from "./support/world";

describe("a rollback over a migration", () => {
  let world: World;
  const serving = (readableBy: string) =>
    fakeConfig({ activeColor: "green", schema: JSON.stringify({ version: "2.1.26", readableBy }) });
  const rollback = () => world.run("rollback", "--reason", "chats break", "--yes");
  beforeEach(async () => {
    world = await World.open();
    world.deployment.config = serving(">=2.1.25");
    world.deployment.record({ message: "flip to green 2.1.26-b (bob@ci)" });
  });
  afterEach(() => world.close());

  it("that the older release cannot read is refused with the two ways out", async () => {
    world.deployment.config = serving(">=2.1.26");
    world.deployment.record({ message: "release to green 2.1.26-b (bob@ci)" });
    await assert.rejects(rollback(), {
      name: "Refusal",
      message:
        /^2\.1\.25-a cannot read the database any more: its schema is of 2\.1\.26.* Forward: `lobechat release` .* Back: .*`?lobechat restore.* Nothing was changed\.$/,
    });
    assert.equal(world.deployment.ups.length, 0);
  });

  it("that the older release can read goes on as ever", async () => {
    await rollback();
    assert.equal(world.deployment.ups.length, 1);
  });
});
