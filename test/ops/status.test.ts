import assert from "node:assert/strict";
import { status } from "../../ops/commands/status";
import { fakeConfig, TRAFFIC_RULE } from "./support/fakeOutputs";
import { World } from "./support/world";

const FLIP = "flip to green 2.1.26-b: it is ready (bob@ci)";

describe("lobechat status", () => {
  let world: World;
  beforeEach(async () => {
    world = await World.open();
  });
  afterEach(() => world.close());

  /** Green serves since noon, and it is twelve minutes later. */
  function flipped(): void {
    const config = fakeConfig({ activeColor: "green" });
    world.deployment.record({ config, message: FLIP, target: [TRAFFIC_RULE] });
    Object.assign(world.aws.rule, { blue: 0, green: 100 });
    world.wait(12);
  }

  it("shows both colors, since when and by whom, and the way back", async () => {
    flipped();
    await world.run("status");
    assert.deepEqual(world.terminal.printed, [
      "prod  https://chat.example.com  green is active since 2026-03-01 12:00 UTC (12 min), by bob@ci, update 2: it is ready",
      "",
      "       release   users  pods    healthy  alarm  answers",
      "blue   2.1.25-a  0 %    2 to 6  2 of 2   OK     2.1.25",
      "green  2.1.26-b  100 %  2 to 6  2 of 2   OK     2.1.26",
      "",
      'To go back to blue 2.1.25-a: lobechat rollback --reason "…" --stack prod  (usually 4 s)',
    ]);
    assert.deepEqual(world.deployment.ups, []);
  });

  it("ends a canary before the way back: what is on trial is nobody's refuge", async () => {
    flipped();
    const config = fakeConfig({ activeColor: "green", canaryPercent: "10" });
    world.deployment.record({ config, message: FLIP, target: [TRAFFIC_RULE] });
    Object.assign(world.aws.rule, { blue: 10, green: 90 });
    await world.run("status");
    assert.match(world.terminal.printed.join("\n"), /lobechat canary 0 --stack prod/);
  });

  it("prints one JSON value for scripts", async () => {
    flipped();
    await world.run("status", "--json");
    const { colors, ...rest } = JSON.parse(world.terminal.printed.join("\n")) as Awaited<
      ReturnType<typeof status>
    >;
    assert.deepEqual(rest, {
      ...{ stack: "prod", url: "https://chat.example.com", at: "2026-03-01T12:12:00.000Z" },
      activeColor: "green",
      activeSince: {
        ...{ at: "2026-03-01T12:00:00.000Z", who: "bob@ci", reason: "it is ready", update: 2 },
      },
      ...{ canaryPercent: 0, maintenance: false, refused: null },
      wayBack: {
        ...{ to: "blue", release: "2.1.25-a", by: "rollback" },
        ...{ cold: false, seconds: { usually: 4 } },
        commands: ['lobechat rollback --reason "…" --stack prod'],
      },
    });
    assert.deepEqual(colors.blue, {
      ...{ release: "2.1.25-a", version: "2.1.25", weight: 0, balancerWeight: 0 },
      capacity: { min: 2, max: 6 },
      targets: { healthy: 2, total: 2, reasons: [] },
      alarm: { state: "OK", reason: "20 % of answers are 500", since: "2026-03-01T12:00:00.000Z" },
      answers: { kind: "answers" },
    });
  });

  it("tells of an alarm, a wrong answer, a canary, a rollback and of maintenance", async () => {
    const config = { canaryPercent: "10", refused: "2.1.24-z", maintenance: "true" };
    world.deployment.record({ config: fakeConfig(config) });
    Object.assign(world.aws.rule, { blue: 90, green: 10 });
    world.aws.alarms.green = "ALARM";
    world.site.broken.add("/api/version");
    await world.run("status");
    const printed = world.terminal.printed.join("\n");
    assert.match(
      printed,
      /^green +2\.1\.26-b +10 % .* ALARM since .* GET \/api\/version: status 500$/m,
    );
    assert.match(printed, /^Maintenance is on: everybody gets a 503 page\.$/m);
    assert.match(printed, /^A canary is on: 10 % of all users\.$/m);
    assert.match(
      printed,
      /^A rollback fled from 2\.1\.24-z: no update goes back to it by mistake\.$/m,
    );
    assert.match(printed, /^Alarm of green: 20 % of answers are 500$/m);
    assert.doesNotMatch(printed, /past Pulumi/);
  });

  it("sees what was changed past Pulumi", async () => {
    Object.assign(world.aws.rule, { blue: 0, green: 100 });
    await world.run("status");
    assert.match(
      world.terminal.printed.join("\n"),
      /^The load balancer was changed past Pulumi: it sends users to blue 0 %, green 100 %\./m,
    );
  });

  it("says what is unknown and why, when nobody can be asked", async () => {
    world.aws.denied = true;
    await world.site.close();
    await world.run("status");
    const printed = world.terminal.printed.join("\n");
    assert.match(printed, /^blue +2\.1\.25-a +100 % +2 to 6 +unknown +unknown +unknown$/m);
    assert.match(printed, /^Unknown, health of blue: not authorized$/m);
    assert.match(printed, /^Unknown, alarm of green: not authorized$/m);
    assert.match(printed, /^Unknown, answers of green: .*ECONNREFUSED/m);
    assert.match(printed, /^To send users to green/m);
  });

  it("says that a cold color has to be warmed first, and how long that may take", async () => {
    const green = JSON.stringify({ release: "2.1.26-b", capacity: { min: 0, max: 0 } });
    world.deployment.record({ config: fakeConfig({ green }) });
    const { wayBack } = await status(world.tools, {});
    assert.deepEqual(wayBack, {
      ...{ to: "green", release: "2.1.26-b", by: "flip" },
      ...{ cold: true, seconds: { atMost: 4980 } },
      commands: ["lobechat warm --stack prod", "lobechat flip --stack prod"],
    });
  });

  it("sends nobody back to a release that a rollback fled from without saying so", async () => {
    flipped();
    const message = "rollback to blue 2.1.25-a: chats break (bob@ci)";
    world.deployment.record({ config: fakeConfig({ refused: "2.1.26-b" }), message });
    const { by, commands } = (await status(world.tools, {})).wayBack;
    assert.deepEqual([by, commands], ["flip", ["lobechat flip --again --stack prod"]]);
  });

  it("knows no time before the first flip", async () => {
    assert.equal((await status(world.tools, {})).wayBack.seconds, null);
  });

  it("says so when nothing is deployed yet", async () => {
    world.deployment.past.splice(0);
    await assert.rejects(world.run("status"), {
      name: "Refusal",
      message: "Nothing is deployed here yet: the first update is `pulumi up`.",
    });
  });

  it("says what to do instead of a stack on Docker, which has no commands", async () => {
    const outputs = await world.deployment.outputs();
    world.deployment.outputs = () => {
      const { operations, ...told } = outputs;
      assert.notEqual(operations, undefined);
      return Promise.resolve(told);
    };
    await assert.rejects(world.run("flip"), {
      name: "Refusal",
      message: /^The commands are for stacks on AWS\. On Docker: `pulumi config set activeColor/,
    });
  });
});
