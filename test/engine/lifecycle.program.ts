import assert from "node:assert/strict";
import type { Spec } from "./support/spec";
import { engineKind, type Outcome } from "../support/engine";
import { TestStack } from "./support/stack";

/** `third` needs `second`, which needs `first`; `swapped` and `vacated` cannot be changed in place. */
const declared: Spec[] = [
  { name: "first", inputs: { value: 1 } },
  { name: "second", from: "first" },
  { name: "third", dependsOn: ["second"] },
  { name: "swapped", inputs: { fixed: "a" } },
  { name: "vacated", inputs: { fixed: "a", deleteFirst: true } },
  { name: "ignoring", inputs: { value: 1 }, options: { ignoreChanges: ["value"] } },
  { name: "retained", options: { retainOnDelete: true } },
];
const changed: Spec[] = [
  { name: "first", inputs: { value: 2 } },
  { name: "swapped", inputs: { fixed: "b" } },
  { name: "vacated", inputs: { fixed: "b", deleteFirst: true } },
  { name: "ignoring", inputs: { value: 2 }, options: { ignoreChanges: ["value"] } },
];

describe("an update", () => {
  let stack: TestStack;
  let outcomes: { outcome: Outcome<unknown>; calls: string[] }[];
  before(async function () {
    this.timeout(30_000);
    stack = await TestStack.open();
    outcomes = [];
    for (const [index, things] of [declared, declared, changed].entries()) {
      const outcome = await stack.up(things, { message: `update ${String(index + 1)}` });
      outcomes.push({ outcome, calls: stack.changingCalls() });
    }
  });
  after(() => stack.close());

  function nth(index: number) {
    const { outcome, calls } = outcomes[index] ?? assert.fail(`no update ${String(index)}`);
    assert.equal(outcome.error, undefined);
    return { changes: outcome.changes, calls };
  }

  it("creates what is declared, each after what it depends on, and does not count providers", () => {
    const { changes, calls } = nth(0);
    assert.deepEqual(changes, { create: 8, update: 0, replace: 0, delete: 0, same: 0 });
    const chain = ["create first", "create second", "create third"];
    assert.deepEqual(calls.filter(isOneOf(chain)), chain);
    assert.equal(calls.length, 7);
  });

  it("leaves alone what is as declared", () => {
    const { changes, calls } = nth(1);
    assert.deepEqual(changes, { create: 0, update: 0, replace: 0, delete: 0, same: 8 });
    assert.deepEqual(calls, []);
  });

  it("updates, replaces and deletes, and counts a replacement once", () => {
    assert.deepEqual(nth(2).changes, { create: 0, update: 1, replace: 2, delete: 3, same: 2 });
  });

  it("deletes each after what depended on it", () => {
    const chain = ["delete third", "delete second"];
    assert.deepEqual(nth(2).calls.filter(isOneOf(chain)), chain);
  });

  it("makes a replacement before it deletes the old one, unless the provider wants it otherwise", () => {
    const { calls } = nth(2);
    const swap = ["create swapped", "delete swapped"];
    const vacate = ["delete vacated", "create vacated"];
    assert.deepEqual(calls.filter(isOneOf(swap)), swap);
    assert.deepEqual(calls.filter(isOneOf(vacate)), vacate);
  });

  it("keeps the old value of an ignored property", async () => {
    assert.ok(!nth(2).calls.includes("update ignoring"));
    assert.equal((await stack.state("ignoring"))?.inputs?.["value"], 1);
  });

  it("forgets a retained resource without a word to its provider", async () => {
    assert.ok(!nth(2).calls.includes("delete retained"));
    assert.equal(await stack.state("retained"), undefined);
  });

  it("keeps a record, newest first, page by page", async () => {
    const history = await stack.engine.deployment.history();
    assert.deepEqual(
      history.map(({ message, result }) => `${message}: ${result}`),
      ["update 3: succeeded", "update 2: succeeded", "update 1: succeeded"],
    );
    // The CLI's file backend numbers none of them, others do.
    const numbers = engineKind === "embedded" ? [3, 2, 1] : [0, 0, 0];
    assert.deepEqual(
      history.map(({ version }) => version),
      numbers,
    );
    assert.deepEqual(history[1]?.resourceChanges, { same: 9 });
    const secondPage = await stack.engine.deployment.history(2, 2);
    assert.deepEqual(
      secondPage.map(({ message }) => message),
      ["update 1"],
    );
  });
});

function isOneOf(calls: string[]): (call: string) => boolean {
  return (call) => calls.includes(call);
}
