import assert from "node:assert/strict";
import { TestStack } from "./support/stack";

describe("what an update may touch", () => {
  let stack: TestStack;
  before(async function () {
    this.timeout(30_000);
    stack = await TestStack.open();
    await stack.up([
      { name: "near", inputs: { value: 1 } },
      { name: "far", inputs: { value: 1 } },
      { name: "guarded", inputs: { fixed: "a" }, options: { protect: true } },
    ]);
    stack.changingCalls();
  });
  after(() => stack.close());

  it("is the target alone: others keep their old state, and a new one is not made", async () => {
    const wanted = [
      { name: "near", inputs: { value: 2 } },
      { name: "far", inputs: { value: 2 } },
      { name: "unborn" },
    ];
    const { error, changes } = await stack.up(wanted, { target: [stack.urn("near")] });
    assert.equal(error, undefined);
    assert.deepEqual(stack.changingCalls(), ["update near"]);
    assert.equal(changes.update, 1);
    assert.equal(changes.create + changes.delete + changes.replace, 0);
    assert.equal((await stack.state("near"))?.inputs?.["value"], 2);
    assert.equal((await stack.state("far"))?.inputs?.["value"], 1);
    assert.equal(await stack.state("unborn"), undefined);
    assert.ok(await stack.state("guarded"));
    const outputs = JSON.stringify(await stack.engine.deployment.outputs());
    assert.match(outputs, /"near":2/);
    assert.match(outputs, /"far":1/);
  });

  it("is not a protected resource that would have to be replaced", async () => {
    const guarded = { name: "guarded", inputs: { fixed: "b" }, options: { protect: true } };
    const { error } = await stack.up([guarded], { target: [stack.urn("guarded")] });
    assert.match(error?.message ?? "", /unable to replace resource "urn:[^"]*::guarded"/);
    assert.deepEqual(stack.changingCalls(), []);
  });

  it("is not a protected resource that is no longer declared", async () => {
    const { error } = await stack.up([{ name: "near", inputs: { value: 2 } }], {
      target: [stack.urn("guarded")],
    });
    assert.match(error?.message ?? "", /resource "urn:[^"]*::guarded" cannot be deleted/);
    assert.deepEqual(stack.changingCalls(), []);
    assert.ok(await stack.state("guarded"));
  });
});
