import assert from "node:assert/strict";
import { TestStack } from "./support/stack";

const reason = "it did not get ready";

describe("an update in which a create fails", () => {
  let stack: TestStack;
  beforeEach(async () => {
    stack = await TestStack.open();
  });
  afterEach(() => stack.close());

  it("ends what is under way, begins nothing more, deletes nothing, and is made good by the next", async () => {
    await stack.up([{ name: "there" }, { name: "undeclared" }]);
    stack.changingCalls();
    const unready = { name: "unready", inputs: { holds: "create", unready: "at first" } };
    const failing = stack.up([
      { name: "there" },
      { name: "slow", inputs: { holds: "create" } },
      unready,
      { name: "bad", inputs: { holds: "create", fails: "create" } },
      { name: "later", dependsOn: ["bad"] },
    ]);
    const held = ["slow", "unready", "bad"];
    await Promise.all(held.map((name) => stack.asked("create", name)));
    stack.release();
    const failed = await failing;
    assert.match(failed.error?.message ?? "", /create was told to fail/);
    assert.deepEqual(
      failed.changed.map(({ op, name }) => `${op} ${name}`),
      ["create slow"],
    );
    assert.deepEqual(stack.changingCalls().sort(), held.map((name) => `create ${name}`).sort());
    assert.ok(await stack.state("slow"));
    assert.ok(await stack.state("undeclared"));
    assert.equal(await stack.state("bad"), undefined);
    assert.deepEqual((await stack.state("unready"))?.initErrors, [reason]);
    const [entry] = await stack.engine.deployment.history(1);
    assert.equal(entry?.result, "failed");

    const mended = await stack.up([{ name: "there" }, unready]);
    assert.equal(mended.error, undefined);
    assert.deepEqual(stack.changingCalls().sort(), [
      "delete slow",
      "delete undeclared",
      "update unready",
    ]);
    assert.deepEqual((await stack.state("unready"))?.initErrors ?? [], []);
  });

  it("does not go on deleting after a delete has failed", async () => {
    const stuck = { name: "stuck", inputs: { fails: "delete" } };
    const slow = { name: "slow", inputs: { holds: "delete" } };
    await stack.up([
      { name: "needed" },
      { name: "needless" },
      { ...stuck, dependsOn: ["needed"] },
      { ...slow, dependsOn: ["needless"] },
    ]);
    stack.changingCalls();
    const failing = stack.up([]);
    await Promise.all([stack.asked("delete", "stuck"), stack.asked("delete", "slow")]);
    stack.release();
    const failed = await failing;
    assert.match(failed.error?.message ?? "", /delete was told to fail/);
    assert.deepEqual(stack.changingCalls().sort(), ["delete slow", "delete stuck"]);
    assert.deepEqual(failed.changes.delete, 1);
    assert.ok(await stack.state("stuck"));
    assert.equal(await stack.state("slow"), undefined);
    assert.ok(await stack.state("needless"));
  });
});
