import assert from "node:assert/strict";
import { TestStack } from "./support/stack";

describe("a hook that throws", () => {
  let stack: TestStack;
  before(async () => {
    stack = await TestStack.open();
  });
  after(() => stack.close());

  it("refuses a create with its message", async () => {
    const outcome = await stack.up([
      { name: "plain", inputs: { value: 1 } },
      { name: "other", inputs: { value: 1 } },
      {
        name: "fresh",
        inputs: { value: 1 },
        refuses: "beforeCreate",
        dependsOn: ["plain", "other"],
      },
    ]);
    assert.match(outcome.error?.message ?? "", /refused with \[null,1\]/);
    assert.deepEqual(stack.changingCalls().sort(), ["create other", "create plain"]);
    assert.equal(await stack.state("fresh"), undefined);
  });

  it("refuses an update with its message, and the resource stays as it was", async () => {
    const outcome = await stack.up([
      { name: "plain", inputs: { value: 2 }, refuses: "beforeUpdate" },
      { name: "other", inputs: { value: 1 } },
    ]);
    assert.match(outcome.error?.message ?? "", /refused with \[1,2\]/);
    assert.deepEqual(stack.changingCalls(), []);
    assert.equal((await stack.state("plain"))?.inputs?.["value"], 1);
  });

  it("refuses in a preview only where it is asked for there", async () => {
    const outcome = await stack.preview([
      { name: "plain", inputs: { value: 2 }, refuses: "beforeUpdate" },
      {
        name: "other",
        inputs: { value: 2 },
        refuses: "beforeUpdate",
        refusesPreviews: true,
        dependsOn: ["plain"],
      },
    ]);
    assert.match(outcome.error?.message ?? "", /other[^]*refused with \[1,2\]/);
    assert.ok(outcome.changed.some(({ op, name }) => op === "update" && name === "plain"));
    assert.ok(!outcome.changed.some(({ name }) => name === "other"));
  });
});
