import assert from "node:assert/strict";
import type { Color } from "../../config/color";
import { flipsOf, hasServed, usualFlipSeconds } from "../../ops/flips";
import type { RecordedUpdate } from "../../ops/history";

/** An update after which a colour serves, and which took some seconds. */
function update(activeColor: Color, seconds = 4, narrowed = true): RecordedUpdate {
  return {
    ...{ number: 1, at: new Date(0), endedAt: new Date(seconds * 1000), text: "", message: null },
    ...{ who: "alice", activeColor, canaryPercent: 0, refused: null, maintenance: false },
    releases: { blue: "2.1.25-a", green: "2.1.26-b" },
    capacity: { blue: { min: 2, max: 6 }, green: { min: 2, max: 6 } },
    ...{ versions: {}, schema: { version: "2.1.26", readableBy: "*" }, commit: null, narrowed },
  };
}

describe("The flips of a history", () => {
  it("are the updates after which another color serves, newest first", () => {
    const updates = [update("blue"), update("green"), update("green"), update("blue")];
    assert.deepEqual(
      flipsOf(updates).map(({ from, to }) => `${from} to ${to}`),
      ["green to blue", "blue to green"],
    );
    assert.deepEqual(flipsOf([]), []);
  });

  it("usually take what the middle one of those took that were narrowed", () => {
    const updates = [
      ...[update("blue", 900, false), update("green", 5), update("blue", 3), update("green", 60)],
      update("blue", 100),
    ];
    assert.equal(usualFlipSeconds(updates), 5);
    assert.equal(usualFlipSeconds([update("green", 900, false), update("blue")]), 900);
    assert.equal(usualFlipSeconds([update("blue")]), undefined);
  });

  it("tell whether a release has served from a color", () => {
    assert.equal(hasServed([update("blue")], "blue", "2.1.25-a"), true);
    assert.equal(hasServed([update("blue")], "blue", "2.1.26-b"), false);
    assert.equal(hasServed([update("blue")], "green", "2.1.26-b"), false);
  });
});
