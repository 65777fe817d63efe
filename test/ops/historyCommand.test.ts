import assert from "node:assert/strict";
import { fakeConfig, TRAFFIC_RULE } from "./support/fakeOutputs";
import { World } from "./support/world";

describe("lobechat history", () => {
  let world: World;
  beforeEach(async () => {
    world = await World.open();
  });
  afterEach(() => world.close());

  it("shows who did what, when, why and from which commit, newest first", async () => {
    const environment = { "git.head": "9f3c2e1aaaa", "git.author": "Bob" };
    world.deployment.record({ message: "Merge #12\nMore", environment });
    world.deployment.record({ result: "failed" });
    world.deployment.record({
      config: fakeConfig({ activeColor: "green" }),
      message: "flip to green 2.1.26-b (alice@laptop)",
      target: [TRAFFIC_RULE],
    });
    world.wait(12);
    world.deployment.record({
      config: fakeConfig({ refused: "2.1.26-b" }),
      message: "rollback to blue 2.1.25-a: chats break (alice@laptop)",
      target: [TRAFFIC_RULE],
    });
    world.deployment.record({ config: fakeConfig({ canaryPercent: "10" }) });
    await world.run("history");
    assert.deepEqual(world.terminal.printed, [
      "update  when                  serves             blue      green     what      who           commit   why",
      "6       2026-03-01 12:12 UTC  blue, canary 10 %  2.1.25-a  2.1.26-b  up        unknown",
      "5       2026-03-01 12:12 UTC  blue               2.1.25-a  2.1.26-b  rollback  alice@laptop           chats break",
      "4       2026-03-01 12:00 UTC  green              2.1.25-a  2.1.26-b  flip      alice@laptop",
      "2       2026-03-01 12:00 UTC  blue               2.1.25-a  2.1.26-b  up        Bob           9f3c2e1  Merge #12",
      "1       2026-03-01 12:00 UTC  blue               2.1.25-a  2.1.26-b  up        unknown                The first update",
    ]);
  });

  it("shows the last twenty, or all of them, also as JSON", async () => {
    for (let update = 2; update <= 30; update++) world.deployment.record({});
    await world.run("history");
    assert.equal(world.terminal.printed.splice(0).length, 21);
    await world.run("history", "--all", "--json");
    const entries = JSON.parse(world.terminal.printed.join("\n")) as object[];
    assert.equal(entries.length, 30);
    assert.deepEqual(entries.at(-1), {
      ...{ number: 1, at: "2026-03-01T12:00:00.000Z", seconds: 4, who: "unknown", kind: "up" },
      ...{ reason: "The first update", activeColor: "blue", canaryPercent: 0, refused: null },
      ...{ maintenance: false, releases: { blue: "2.1.25-a", green: "2.1.26-b" }, commit: null },
    });
  });

  it("says that there is none", async () => {
    world.deployment.past.splice(0);
    await world.run("history");
    assert.deepEqual(world.terminal.printed, ["No update has succeeded here yet."]);
  });
});
