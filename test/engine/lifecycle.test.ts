import assert from "node:assert/strict";
import { TestStack } from "./support/stack";

describe("an update", () => {
  let stack: TestStack;
  beforeEach(async () => {
    stack = await TestStack.open();
  });
  afterEach(() => stack.close());

  it("creates, then leaves alone, then updates, then deletes", async () => {
    const both = [
      { name: "first", inputs: { value: 1 } },
      { name: "second", from: "first" },
    ];
    const created = await stack.up(both);
    assert.equal(created.error, undefined);
    assert.deepEqual(created.changes, { create: 3, update: 0, replace: 0, delete: 0, same: 0 });
    assert.deepEqual(stack.changingCalls(), ["create first", "create second"]);
    const same = await stack.up(both);
    assert.deepEqual(same.changes, { create: 0, update: 0, replace: 0, delete: 0, same: 3 });
    assert.deepEqual(stack.changingCalls(), []);
    const updated = await stack.up([{ name: "first", inputs: { value: 2 } }]);
    assert.deepEqual(updated.changes, { create: 0, update: 1, replace: 0, delete: 1, same: 1 });
    assert.deepEqual(stack.changingCalls(), ["update first", "delete second"]);
  });
});
