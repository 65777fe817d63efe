import assert from "node:assert/strict";
import { engineKind } from "../support/engine";
import { TestStack } from "./support/stack";

const near = { name: "near", inputs: { value: 1 } };
const far = { name: "far", inputs: { value: 1 }, dependsOn: ["near"] };

describe("an update that refreshes first", () => {
  let stack: TestStack;
  beforeEach(async () => {
    stack = await TestStack.open();
    const { error } = await stack.up([near, far]);
    assert.equal(error, undefined);
    stack.allCalls();
  });
  afterEach(() => stack.close());

  it("mends what was changed behind its back, which an update without it does not see", async () => {
    await stack.drift("near", { value: 7 });
    assert.equal((await stack.up([near, far])).changes.update, 0);
    const { error, changes, events } = await stack.up([near, far], { refresh: true });
    assert.equal(error, undefined);
    assert.equal(changes.update, 1);
    assert.deepEqual(stack.changingCalls(), ["update near"]);
    const ops = events.flatMap(({ resOutputsEvent: told }) =>
      told?.metadata.type === "test:index:Thing"
        ? [`${told.metadata.op} ${told.metadata.urn.split("::").at(-1) ?? ""}`]
        : [],
    );
    const [first, second, ...later] = ops;
    assert.deepEqual([first, second].sort(), ["refresh far", "refresh near"]);
    assert.deepEqual(later, ["update near", "same far"]);
  });

  it("takes over what was read when the program wants just that", async () => {
    await stack.drift("near", { value: 7 });
    const wanted = [{ ...near, inputs: { value: 7 } }, far];
    const { changes } = await stack.up(wanted, { refresh: true });
    assert.equal(changes.update, 0);
    assert.equal((await stack.state("near"))?.inputs?.["value"], 7);
    assert.equal((await stack.state("near"))?.outputs?.["value"], 7);
  });

  it("makes anew what is gone", async () => {
    await stack.drift("near", null);
    const { error, changes } = await stack.up([near, far], { refresh: true });
    assert.equal(error, undefined);
    assert.deepEqual(stack.changingCalls(), ["create near"]);
    assert.equal(changes.create, 1);
    assert.equal(changes.delete, 0);
  });

  it("leaves no mention of what is gone, even where its new one does not come to be", async () => {
    await stack.drift("near", null);
    const doomed = { name: "near", inputs: { value: 1, fails: "create" } };
    const { error } = await stack.up([doomed, far], { refresh: true });
    assert.match(error?.message ?? "", /create was told to fail/);
    assert.equal(await stack.state("near"), undefined);
    assert.deepEqual((await stack.state("far"))?.dependencies ?? [], []);
  });

  it("reads its targets alone", async () => {
    await stack.drift("near", { value: 7 });
    await stack.drift("far", { value: 7 });
    const options = { refresh: true, target: [stack.urn("near")] };
    const { error } = await stack.up([near, far], options);
    assert.equal(error, undefined);
    const calls = stack.allCalls().filter((call) => /^(read|update)/.test(call));
    assert.deepEqual(calls, ["read near", "update near"]);
  });

  it("fails before anything is changed when one cannot be read", async () => {
    await stack.drift("far", { value: 1, fails: "read" });
    const wanted = [{ ...near, inputs: { value: 2 } }, far];
    const { error } = await stack.up(wanted, { refresh: true });
    assert.match(error?.message ?? "", /read was told to fail with 1/);
    assert.deepEqual(stack.changingCalls(), []);
    assert.equal((await stack.state("near"))?.inputs?.["value"], 1);
  });

  // The CLI relies on the provider to say of what it read what is a secret.
  if (engineKind === "embedded") {
    it("keeps what it read of a secret in its envelope", async () => {
      const password = { value: "plain-as-day", secret: true };
      await stack.engine.deployment.setAllConfig({ password });
      await stack.up([{ name: "hidden", secretOf: "password" }]);
      await stack.drift("hidden", { value: "read-in-plain" });
      // What was read stays in the state when the update does not come to change it.
      const doomed = { name: "hidden", secretOf: "password", inputs: { fails: "update" } };
      const { error, events } = await stack.up([doomed], { refresh: true });
      assert.match(error?.message ?? "", /update was told to fail/);
      assert.ok(![...stack.files().values()].some((text) => text.includes("read-in-plain")));
      assert.ok(!JSON.stringify(events).includes("read-in-plain"));
    });
  }
});
