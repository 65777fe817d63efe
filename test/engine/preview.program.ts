import assert from "node:assert/strict";
import { TestStack } from "./support/stack";

describe("a preview", () => {
  let stack: TestStack;
  before(async () => {
    stack = await TestStack.open();
  });
  after(() => stack.close());

  it("asks providers for Check alone of what is not there, and leaves values unknown", async () => {
    const things = [{ name: "first" }, { name: "second", from: "first" }];
    await stack.declare(things);
    const before = stack.files();
    const { error, changes, result } = await stack.preview(things);
    assert.equal(error, undefined);
    assert.deepEqual(changes, { create: 3, update: 0, replace: 0, delete: 0, same: 0 });
    assert.equal(result?.changeSummary.create, 4);
    assert.deepEqual(stack.allCalls().sort(), ["check first", "check second"]);
    if (stack.engine.kind === "embedded") assert.deepEqual(stack.files(), before);
  });

  it("asks providers for Check and Diff of what is there, and changes no file", async () => {
    await stack.up([
      { name: "kept", inputs: { value: 1 } },
      { name: "swapped", inputs: { fixed: "a" } },
      { name: "gone" },
    ]);
    const wanted = [
      { name: "kept", inputs: { value: 2 } },
      { name: "swapped", inputs: { fixed: "b" } },
    ];
    await stack.declare(wanted);
    stack.allCalls();
    const before = stack.files();
    const { error, changes } = await stack.preview(wanted);
    assert.equal(error, undefined);
    assert.deepEqual(changes, { create: 0, update: 1, replace: 1, delete: 1, same: 1 });
    const calls = new Set(stack.allCalls());
    assert.deepEqual([...calls].sort(), [
      "check kept",
      "check swapped",
      "diff kept",
      "diff swapped",
    ]);
    if (stack.engine.kind === "embedded") assert.deepEqual(stack.files(), before);
    assert.equal((await stack.engine.deployment.history()).length, 1);
  });

  it("knows no more what a provider has said of what would be updated, where that provider has no previews", async () => {
    const things = (value: number) => [
      { name: "maker", inputs: { value } },
      { name: "heir", madeOf: "maker" },
    ];
    await stack.up(things(1));
    await stack.declare(things(2));
    const { changes } = await stack.preview(things(2));
    assert.deepEqual(changes, { create: 0, update: 2, replace: 0, delete: 0, same: 1 });
  });
});
