import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { QUIET, WatchStack } from "../components/aws/watchStack";

const page = readFileSync(join(__dirname, "..", "..", "docs", "alarms.md"), "utf8");

describe("the page on alarms", () => {
  let stack: WatchStack;
  before(async () => {
    stack = await WatchStack.open();
    const autoRollback = { backend: "https://api.pulumi.com", stateBucket: undefined };
    await stack.up({ ...QUIET, autoRollback });
  });
  after(() => stack.close());

  it("says of every alarm what to do, and of no other", async () => {
    const alarms = [
      ...(await stack.made("MetricAlarm")).keys(),
      ...(await stack.made("CompositeAlarm")).keys(),
    ].map((name) => name.replace(/^(blue|green)/, "<color>").replace(/-[12]-/, "-<n>-"));
    const rows = [...page.matchAll(/^\| `([^`]+)` /gm)].map(([, name]) => name);
    assert.deepEqual(rows.toSorted(), [...new Set(alarms)].toSorted());
  });
});
