import assert from "node:assert/strict";
import type { Spec } from "./support/spec";
import { TestStack } from "./support/stack";

const unready: Spec = { name: "unready", inputs: { holds: "create", unready: "at first" } };

describe("an update that fails", () => {
  let stack: TestStack;
  before(async function () {
    this.timeout(30_000);
    stack = await TestStack.open();
    await stack.up([{ name: "there" }, { name: "undeclared" }]);
    stack.changingCalls();
  });
  after(() => stack.close());

  it("in a create ends what is under way, begins nothing more, and deletes nothing", async () => {
    const failing = stack.up([
      { name: "there" },
      { name: "slow", inputs: { holds: "create" } },
      unready,
      { name: "bad", inputs: { holds: "create", fails: "create" } },
      { name: "later", dependsOn: ["bad"] },
    ]);
    const held = ["bad", "slow", "unready"];
    await Promise.all(held.map((name) => stack.asked("create", name)));
    stack.release();
    const { error, changed } = await failing;
    assert.match(error?.message ?? "", /create was told to fail/);
    assert.deepEqual(
      changed.map(({ op, name }) => `${op} ${name}`),
      ["create slow"],
    );
    assert.deepEqual(
      stack.changingCalls().sort(),
      held.map((name) => `create ${name}`),
    );
  });

  it("keeps what was made, also what did not get ready, and what was there", async () => {
    assert.ok(await stack.state("slow"));
    assert.ok(await stack.state("undeclared"));
    assert.equal(await stack.state("bad"), undefined);
    assert.deepEqual((await stack.state("unready"))?.initErrors, ["it did not get ready"]);
    assert.deepEqual(await stack.pending(), []);
    const [entry] = await stack.engine.deployment.history(1);
    assert.equal(entry?.result, "failed");
  });

  it("is made good by the next one, which updates what was not ready", async () => {
    const { error } = await stack.up([
      { name: "there" },
      unready,
      { name: "stuck", inputs: { fails: "delete" }, dependsOn: ["there"] },
      { name: "slow", inputs: { holds: "delete" }, dependsOn: ["unready"] },
    ]);
    assert.equal(error, undefined);
    assert.deepEqual(stack.changingCalls().sort(), [
      "create stuck",
      "delete undeclared",
      "update slow",
      "update unready",
    ]);
    assert.deepEqual((await stack.state("unready"))?.initErrors ?? [], []);
  });

  it("in a delete ends what is under way, and deletes nothing more", async () => {
    const failing = stack.up([]);
    await Promise.all([stack.asked("delete", "stuck"), stack.asked("delete", "slow")]);
    stack.release();
    const { error, changes } = await failing;
    assert.match(error?.message ?? "", /delete was told to fail/);
    assert.deepEqual(stack.changingCalls().sort(), ["delete slow", "delete stuck"]);
    assert.equal(changes.delete, 1);
    assert.equal(await stack.state("slow"), undefined);
    for (const name of ["stuck", "there", "unready"]) assert.ok(await stack.state(name));
  });
});
