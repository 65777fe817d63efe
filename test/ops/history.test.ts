import assert from "node:assert/strict";
import { updatesOf } from "../../ops/history";
import { updateMessage } from "../../ops/message";
import { FakeDeployment } from "./support/fakeDeployment";
import { fakeConfig, TRAFFIC_RULE } from "./support/fakeOutputs";

const NOON = new Date("2026-03-01T12:00:00Z");

function aStack(): FakeDeployment {
  return new FakeDeployment(fakeConfig(), { host: "127.0.0.1", port: 443 }, () => NOON);
}

describe("The history of a stack", () => {
  it("tells who did what, when, why and from which commit, newest first", async () => {
    const stack = aStack();
    const environment = { "git.head": "9f3c2e1", "git.author": "Bob" };
    stack.record({ message: "Merge pull request #12", environment });
    const message = { kind: "flip", color: "green", release: "2.1.26-b", caller: "alice" } as const;
    stack.record({
      config: fakeConfig({ activeColor: "green" }),
      message: updateMessage(message),
      target: [TRAFFIC_RULE],
    });
    const [flip, first] = await updatesOf(stack);
    assert.deepEqual(flip, {
      ...{ number: 2, at: NOON, endedAt: new Date(NOON.getTime() + 4000) },
      ...{ text: "flip to green 2.1.26-b (alice)", message, who: "alice" },
      ...{ activeColor: "green", canaryPercent: 0, refused: null, maintenance: false },
      releases: { blue: "2.1.25-a", green: "2.1.26-b" },
      capacity: { blue: { min: 2, max: 6 }, green: { min: 2, max: 6 } },
      versions: { "2.1.25-a": "2.1.25", "2.1.26-b": "2.1.26", "2.1.27-c": "2.1.27" },
      schema: { version: "2.1.26", readableBy: ">=2.1.24" },
      ...{ commit: null, narrowed: true },
    });
    assert.deepEqual(
      [first?.number, first?.who, first?.message, first?.commit, first?.activeColor],
      [1, "Bob", null, "9f3c2e1", "blue"],
    );
  });

  it("leaves out what failed, and counts it", async () => {
    for (const numbered of [true, false]) {
      const stack = aStack();
      stack.numbered = numbered;
      stack.record({});
      stack.record({ result: "failed" });
      stack.record({ kind: "refresh" });
      stack.record({});
      assert.deepEqual(
        (await updatesOf(stack)).map(({ number }) => number),
        [4, 1],
      );
    }
  });

  it("gives a narrowed update the combination of the last full one, and its own traffic", async () => {
    const stack = aStack();
    stack.record({});
    const green = JSON.stringify({ release: "2.1.27-c", capacity: { min: 9, max: 9 } });
    const config = fakeConfig({ green, activeColor: "green", refused: "2.1.25-a" });
    stack.record({ config, target: [TRAFFIC_RULE] });
    const [narrowed] = await updatesOf(stack);
    assert.deepEqual(narrowed?.releases, { blue: "2.1.25-a", green: "2.1.26-b" });
    assert.deepEqual(narrowed.capacity.green, { min: 2, max: 6 });
    assert.equal(narrowed.activeColor, "green");
    assert.equal(narrowed.refused, "2.1.25-a");
  });

  it("is read to its end, whatever the size of a page", async () => {
    const stack = aStack();
    for (let update = 1; update <= 101; update++) stack.record({});
    const updates = await updatesOf(stack);
    assert.equal(updates.length, 101);
    assert.equal(updates.at(-1)?.number, 1);
  });

  it("takes a release for a text that looks like a number", async () => {
    const stack = aStack();
    stack.record({ config: fakeConfig({ refused: "3" }) });
    assert.equal((await updatesOf(stack))[0]?.refused, "3");
  });
});
