import assert from "node:assert/strict";
import { runLobechat } from "../../ops/runLobechat";
import { World } from "./support/world";

describe("The command line lobechat", () => {
  let world: World;
  beforeEach(async () => {
    world = await World.open();
  });
  afterEach(() => world.close());

  it("ends with status 0 when all is done", async () => {
    assert.equal(await runLobechat(world.tools, ["status"]), 0);
  });

  it("tells a refusal in one sentence, with status 1", async () => {
    assert.equal(await runLobechat(world.tools, ["flip", "blue"]), 1);
    assert.deepEqual(world.terminal.printed, []);
    assert.deepEqual(world.terminal.told, [
      "blue (2.1.25-a) is active already: nothing was changed.",
    ]);
  });

  it("prints a refusal as one JSON value for a script", async () => {
    assert.equal(await runLobechat(world.tools, ["flip", "blue", "--json"]), 1);
    assert.deepEqual(world.terminal.printed, [
      '{"error":"blue (2.1.25-a) is active already: nothing was changed."}',
    ]);
  });

  it("tells where it happened what nobody has foreseen", async () => {
    world.tools.openStack = () => Promise.reject(new TypeError("x is not a function"));
    assert.equal(await runLobechat(world.tools, ["status"]), 1);
    assert.match(world.terminal.told.join(), /TypeError: x is not a function\n +at /);
  });

  for (const args of [["flop"], ["flip", "--nope"], ["flip", "blue", "green"], ["rollback"]])
    it(`knows no \`lobechat ${args.join(" ")}\``, async () => {
      assert.notEqual(await runLobechat(world.tools, args), 0);
      assert.match(world.terminal.told.join(), /^error: /);
      assert.deepEqual(world.deployment.ups, []);
    });

  it("has an example for every command", async () => {
    assert.equal(await runLobechat(world.tools, ["--help"]), 0);
    const help = world.terminal.printed.splice(0).join("\n");
    const commands = [...help.matchAll(/^ {2}([a-z-]+) .*\S/gm)].map(([, name = ""]) => name);
    const ours = commands.filter((name) => name !== "help" && !name.startsWith("-"));
    assert.ok(ours.includes("flip") && ours.includes("rollback"));
    for (const name of ours) {
      await runLobechat(world.tools, [name, "--help"]);
      const said = world.terminal.printed.splice(0).join("\n");
      assert.match(said, new RegExp(`Examples:\n  lobechat ${name}`), name);
    }
  });
});
