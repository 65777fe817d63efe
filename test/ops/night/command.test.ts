import assert from "node:assert/strict";
import { lobechatCommand } from "../../../ops/lobechatCommand";
import { NightWorld } from "./nightWorld";

describe("lobechat auto-rollback", () => {
  let night: NightWorld;
  beforeEach(async () => {
    night = await NightWorld.open();
  });
  afterEach(() => night.close());

  const run = (...args: string[]) =>
    lobechatCommand(night.tools).parseAsync(["auto-rollback", ...args], { from: "user" });

  it("takes the event as CodeBuild hands it over, and prints one JSON value for scripts", async () => {
    const event = JSON.stringify(night.event());
    await run("--stack", "prod", "--event", event, "--json");
    const [printed = "", ...more] = night.world.terminal.printed;
    assert.deepEqual(more, []);
    const result = JSON.parse(printed) as Record<string, unknown>;
    assert.deepEqual([result["decision"], result["to"]], ["rolledBack", "blue"]);
    assert.equal(night.deployment.ups.length, 1);
  });

  it("tells people why nothing was done", async () => {
    night.aws.targets.blue = [0, 4];
    await run("--event", JSON.stringify(night.event()));
    assert.match(night.world.terminal.printed.join("\n"), /^blue is no cure: healthy targets of/);
  });

  it("rehearses without an event", async () => {
    await run("--dry-run");
    assert.match(night.world.terminal.printed.join("\n"), /^Rehearsed: a rollback to blue/);
    assert.deepEqual(night.deployment.ups, []);
  });

  for (const [what, args, message] of [
    [
      "nothing",
      [],
      /^It takes the event of an alarm \(--event\), or --dry-run: nothing was done\.$/,
    ],
    ["no JSON", ["--event", "{lobechat"], /^The event is no JSON: nothing was done\.$/],
    ["an empty event", ["--event", ""], /^The event is no JSON: nothing was done\.$/],
    ["JSON of something else", ["--event", "[1]"], /^This is no event of a CloudWatch alarm/],
  ] as const)
    it(`refuses ${what} in one sentence`, async () => {
      await assert.rejects(run(...args), { name: "Refusal", message });
      assert.deepEqual([night.deployment.ups, night.aws.calls], [[], []]);
    });
});
