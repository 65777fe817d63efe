import assert from "node:assert/strict";
import { parseMessage, updateMessage, type MessageParts } from "../../ops/message";

const ROLLBACK: MessageParts = {
  kind: "rollback",
  color: "blue",
  release: "2.1.25-a1b2c3d",
  reason: "chats break",
  caller: "alice@laptop",
};

describe("The message of an update", () => {
  it("reads as a sentence", () => {
    const sentence = "rollback to blue 2.1.25-a1b2c3d: chats break (alice@laptop)";
    assert.equal(updateMessage(ROLLBACK), sentence);
  });

  const told: [string, MessageParts][] = [
    ["with a reason", ROLLBACK],
    ["of two words", { ...ROLLBACK, kind: "automatic rollback", caller: "codebuild" }],
    [
      "with colons, brackets and a second line",
      { ...ROLLBACK, reason: "5xx: 20 % (of all)\nsee 7" },
    ],
    ["without a reason", { kind: "flip", color: "green", release: "2.1", caller: "ci run 7" }],
    ["through break-glass", { ...ROLLBACK, kind: "break-glass", reason: "a (b)" }],
  ];
  for (const [what, parts] of told) {
    it(`is read back as it was written, ${what}`, () => {
      assert.deepEqual(parseMessage(updateMessage(parts)), parts);
    });
  }

  it("tells of a caller without a name, and of one with brackets", () => {
    assert.match(updateMessage({ ...ROLLBACK, caller: " " }), / \(unknown\)$/);
    assert.match(updateMessage({ ...ROLLBACK, caller: "alice (ops)" }), / \(alice ops\)$/);
  });

  const foreign = [
    "",
    "Merge pull request #12",
    "flip to red 2.1.25-a (alice)",
    "deploy to blue 2.1.25-a (alice)",
    "rollback to blue 2.1.25-a: chats break",
  ];
  for (const message of foreign) {
    it(`is none of ours when it says "${message}"`, () => {
      assert.equal(parseMessage(message), undefined);
    });
  }
});
