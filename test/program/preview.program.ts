import assert from "node:assert/strict";
import { RELEASES } from "../../drill/scenario/catalogue";
import { previewed } from "../../ops/previewed";
import { World } from "../ops/support/world";
import { Program } from "./support/program";

const { first, next } = RELEASES;

describe("lobechat preview on the whole program", function () {
  this.timeout(180_000);
  let program: Program;
  let world: World;
  before(async () => {
    world = await World.open();
    program = await Program.open();
    const { error } = await program.up({ activeColor: "blue", blue: first, green: next });
    assert.equal(error, undefined);
  });
  after(async () => {
    await program.close();
    await world.close();
  });

  /** As a branch would be previewed that has this in the stack's file, and is cut from a stack that blue serves. */
  async function ofBranch(activeColor: string) {
    const { deployment } = program;
    await deployment.setAllConfig({ "lobechat:activeColor": { value: activeColor } });
    world.base = { "lobechat:activeColor": "blue", "lobechat:canaryPercent": 0 };
    return previewed(world.tools, { name: "prod", deployment }, "main");
  }

  it("asks the policies about a flip, which have nothing against it", async () => {
    const { words, violations, error, command } = await ofBranch("green");
    assert.equal(words, "flips traffic from blue 2.1.25 to green 2.1.26: 1 resource");
    assert.deepEqual({ violations, error }, { violations: [], error: null });
    assert.equal(command, "lobechat flip --stack prod");
  });

  it("leaves everything as it was", async () => {
    const config = await program.deployment.getAllConfig();
    assert.equal(config["lobechat:activeColor"]?.value, "green");
    const { inputs } = await program.resource("ListenerRule", "traffic");
    assert.deepEqual(inputs["tags"], { Name: "traffic", active: "blue" });
  });
});
