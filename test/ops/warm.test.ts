import assert from "node:assert/strict";
import { fakeConfig } from "./support/fakeOutputs";
import { World } from "./support/world";

const COLD = '{"release":"2.1.26-b","capacity":{"min":0,"max":0}}';

describe("lobechat warm", () => {
  let world: World;
  beforeEach(async () => {
    world = await World.open();
    world.deployment.config = fakeConfig({ green: COLD });
    world.deployment.record({});
  });
  afterEach(() => world.close());

  it("gives a cold color as many pods as the one that serves has", async () => {
    await world.run("warm");
    const warm = fakeConfig();
    assert.deepEqual(world.deployment.ups, [
      { target: undefined, config: warm, message: "warm to green 2.1.26-b (alice@laptop)" },
    ]);
    assert.deepEqual(world.deployment.config, warm);
    assert.deepEqual(world.terminal.asked, ["Give green 2.1.26-b 2 to 6 pods?"]);
    assert.deepEqual(world.terminal.printed, [
      "green 2.1.26-b is warm: 2 pods are healthy, after 4 s.",
      "To send users there: lobechat flip --stack prod",
    ]);
  });

  it("waits until the load balancer trusts all of them", async () => {
    world.aws.healthy.green = 0;
    world.aws.onTargets = (asked) => {
      if (asked === 2) world.aws.healthy.green = 2;
    };
    await world.run("warm", "--yes", "--json");
    const { healthy } = JSON.parse(world.terminal.printed.join("\n")) as { healthy: number };
    assert.equal(healthy, 2);
  });

  it("ends with a warning where the load balancer cannot be asked", async () => {
    world.aws.denied = true;
    await world.run("warm", "--yes");
    assert.equal(
      world.terminal.told.at(-1),
      "warning: the load balancer could not be asked: not authorized",
    );
    assert.equal(world.terminal.printed[0], "green 2.1.26-b is warm: after 4 s.");
  });

  it("finds a color that is warm already", async () => {
    world.deployment.record({ config: fakeConfig() });
    await assert.rejects(world.run("warm"), {
      name: "Refusal",
      message: "green is warm already, with 2 to 6 pods: nothing was changed.",
    });
    assert.deepEqual(world.deployment.ups, []);
  });

  it("leaves the color cold when the update fails", async () => {
    world.deployment.failure = new Error("no nodes");
    await assert.rejects(world.run("warm", "--yes"), { name: "Refusal", message: "no nodes" });
    assert.deepEqual(world.deployment.config, fakeConfig({ green: COLD }));
  });
});
