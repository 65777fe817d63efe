import assert from "node:assert/strict";
import { engineKind } from "../support/engine";
import { TestStack } from "./support/stack";

describe("a destroy", () => {
  let stack: TestStack;
  beforeEach(async () => {
    stack = await TestStack.open();
  });
  afterEach(() => stack.close());

  it("deletes everything, each after what depends on it, without running the program", async () => {
    await stack.up([
      { name: "first", inputs: { value: 1 } },
      { name: "second", from: "first" },
      { name: "third", dependsOn: ["second"] },
      { name: "boxed", box: "box" },
    ]);
    stack.changingCalls();
    await stack.declare([{ name: "never" }]);
    const { error, changes } = await stack.destroy();
    assert.equal(error, undefined);
    await Promise.all(["first", "boxed"].map((name) => stack.asked("delete", name)));
    const calls = stack.changingCalls();
    const chain = ["delete third", "delete second", "delete first"];
    assert.deepEqual(
      calls.filter((call) => chain.includes(call)),
      chain,
    );
    assert.deepEqual(calls.toSorted(), [...chain, "delete boxed"].toSorted());
    // With the component and the stack, and without the provider.
    assert.deepEqual(changes, { create: 0, update: 0, replace: 0, delete: 6, same: 0 });
    for (const name of ["first", "boxed", "box"]) assert.equal(await stack.state(name), undefined);
    assert.deepEqual(await stack.engine.deployment.outputs(), {});
  });

  it("is refused by what is protected, in words that help, before that is gone", async () => {
    await stack.up([
      { name: "below" },
      { name: "guarded", dependsOn: ["below"], options: { protect: true } },
    ]);
    stack.changingCalls();
    const { error } = await stack.destroy();
    const urn = stack.urn("guarded");
    const said = error?.message ?? "";
    assert.ok(said.includes(`resource "${urn}" cannot be deleted`), said);
    assert.ok(said.includes("because it is protected"));
    assert.ok(said.includes("remove the `protect` flag from the resource in your Pulumi program"));
    assert.deepEqual(stack.changingCalls(), []);
    assert.ok((await stack.state("guarded")) && (await stack.state("below")));
  });

  it("leaves alone what is to be retained, and forgets it", async () => {
    await stack.up([{ name: "kept", options: { retainOnDelete: true } }, { name: "gone" }]);
    stack.changingCalls();
    const { error } = await stack.destroy();
    assert.equal(error, undefined);
    await stack.asked("delete", "gone");
    assert.deepEqual(stack.changingCalls(), ["delete gone"]);
    assert.equal(await stack.state("kept"), undefined);
  });

  it("that fails keeps what is still there, and the next one takes it", async () => {
    await stack.up([
      { name: "below" },
      { name: "stuck", dependsOn: ["below"], inputs: { fails: "delete" } },
    ]);
    const failed = await stack.destroy();
    assert.match(failed.error?.message ?? "", /delete was told to fail/);
    assert.ok((await stack.state("stuck")) && (await stack.state("below")));
    assert.deepEqual(await stack.pending(), []);
    await stack.up([{ name: "below" }, { name: "stuck", dependsOn: ["below"] }]);
    assert.equal((await stack.destroy()).error, undefined);
    assert.equal(await stack.state("below"), undefined);
  });

  it("stands in the history, and the configuration stays for the next deployment", async () => {
    await stack.up([{ name: "first" }]);
    await stack.destroy({ message: "the end" });
    const [latest] = await stack.engine.deployment.history(1, 1);
    assert.deepEqual(
      [latest?.kind, latest?.message, latest?.result],
      ["destroy", "the end", "succeeded"],
    );
    const again = await stack.up([{ name: "first" }]);
    assert.equal(again.changes.create, 2);
  });

  // The real engine refuses what it comes to first.
  if (engineKind === "embedded") {
    it("names all that is protected at once, and deletes nothing", async () => {
      const options = { protect: true };
      await stack.up([{ name: "one", options }, { name: "two", options }, { name: "free" }]);
      stack.changingCalls();
      const { error } = await stack.destroy();
      for (const name of ["one", "two"]) assert.ok(error?.message.includes(stack.urn(name)));
      assert.deepEqual(stack.changingCalls(), []);
    });

    it("is refused where a resource wants to be asked before it goes", async () => {
      await stack.up([{ name: "asked", refuses: "beforeDelete" }]);
      stack.changingCalls();
      const { error } = await stack.destroy();
      assert.match(error?.message ?? "", /::asked' has delete hooks/);
      assert.deepEqual(stack.changingCalls(), []);
    });

    it("takes no targets: half a stack would be left without its providers", async () => {
      const { deployment } = stack.engine;
      await assert.rejects(
        deployment.destroy({ target: ["urn"] }),
        /the option "target" of destroy/,
      );
    });
  }
});
