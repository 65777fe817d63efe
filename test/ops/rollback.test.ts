import assert from "node:assert/strict";
import { parseMessage } from "../../ops/message";
import { fakeConfig, TRAFFIC_RULE } from "./support/fakeOutputs";
import { lockedBy } from "./support/lockedBy";
import { World } from "./support/world";

const GREEN = { activeColor: "green" };

describe("lobechat rollback", () => {
  let world: World;
  beforeEach(async () => {
    world = await World.open();
    world.deployment.config = fakeConfig(GREEN);
    world.deployment.record({ message: "flip to green 2.1.26-b (bob@ci)" });
  });
  afterEach(() => world.close());

  async function refused(message: string | RegExp, ...args: string[]): Promise<void> {
    const before = world.deployment.config;
    await assert.rejects(world.run("rollback", ...args), { name: "Refusal", message });
    assert.deepEqual(world.deployment.config, before);
  }

  it("moves all users back, and notes why and which release they fled from", async () => {
    await world.run("rollback", "--reason", "chats break (all)");
    const rolledBack = fakeConfig({ canaryPercent: "0", refused: "2.1.26-b" });
    const message = "rollback to blue 2.1.25-a: chats break (all) (alice@laptop)";
    assert.deepEqual(world.deployment.ups, [
      { target: [TRAFFIC_RULE], config: rolledBack, message },
    ]);
    assert.deepEqual(world.deployment.config, rolledBack);
    assert.equal(parseMessage(message)?.reason, "chats break (all)");
    assert.deepEqual(world.terminal.asked, [
      "Move all users of https://chat.example.com back from green 2.1.26-b to blue 2.1.25-a?",
    ]);
    assert.deepEqual(world.terminal.printed, [
      "All users are on blue 2.1.25-a: 1 resource changed in 4 s.",
      "To go back: lobechat flip --again --stack prod",
    ]);
  });

  it("does not need to see the load balancer: the guard in the update decides", async () => {
    await world.site.close();
    world.aws.denied = true;
    await world.run("rollback", "--reason", "chats break", "--yes");
    assert.equal(world.deployment.ups.length, 1);
  });

  it("wants to know why", async () => {
    await assert.rejects(world.run("rollback"), { exitCode: 1 });
    assert.match(world.terminal.told.join(), /required option '--reason <text>' not specified/);
    await refused(/^A rollback says why: --reason "chats break"\./, "--reason", " ");
  });

  it("finds that somebody else has rolled back already", async () => {
    await world.run("rollback", "--reason", "chats break", "--yes");
    await refused(
      "blue (2.1.25-a) is active already, since alice@laptop rolled back at 2026-03-01T12:00:00.000Z: nothing was changed. `lobechat flip --again` goes back to 2.1.26-b.",
      ...["--reason", "chats break", "--yes"],
    );
    assert.equal(world.deployment.ups.length, 1);
  });

  it("finds that somebody else rolled back while the question stood", async () => {
    world.terminal.onAsked = () => {
      world.deployment.record({ config: fakeConfig({ refused: "2.1.26-b" }) });
    };
    await refused(
      "Somebody else moved the traffic meanwhile: blue serves now. Nothing was changed.",
      ...["--reason", "chats break"],
    );
    assert.deepEqual(world.deployment.ups, []);
  });

  it("names the holder of a lock, how long that may take, and what does not wait", async () => {
    world.deployment.failure = lockedBy("bob@ci");
    await refused(
      "The stack prod is locked by bob@ci (pid 7) since 2026-03-01T11:58:00Z, whose update can take up to 83 minutes; nothing was changed. `lobechat rollback --break-glass` does not wait for it.",
      ...["--reason", "chats break", "--yes"],
    );
  });

  it("leaves users who are on a canary to the command that ends it", async () => {
    world.deployment.config = fakeConfig({ canaryPercent: "10" });
    world.deployment.record({});
    await refused(
      "blue (2.1.25-a) serves, and green has a canary of 10 %: `lobechat canary 0 --stack prod` ends it. Nothing was changed.",
      ...["--reason", "chats break"],
    );
  });

  it("goes nowhere where nobody ever was", async () => {
    world.deployment.past.splice(0, 1);
    await refused(
      "There is nothing to go back to: the history has no update in which blue served with 2.1.25-a. `lobechat flip --stack prod` moves users there. Nothing was changed.",
      ...["--reason", "chats break"],
    );
  });

  it("puts the release of an older update on the idle color first, and changes nothing else", async () => {
    const blue = JSON.stringify({ release: "2.1.27-c", capacity: { min: 2, max: 6 } });
    world.deployment.record({ config: fakeConfig({ ...GREEN, blue }) });
    world.deployment.config = fakeConfig({ ...GREEN, blue, domain: "new.example.com" });
    await world.run("rollback", "--to", "1", "--reason", "both are bad", "--yes");
    const [release, rollback] = world.deployment.ups;
    assert.equal(release?.target, undefined);
    assert.equal(release?.message, "release to blue 2.1.25-a: both are bad (alice@laptop)");
    const had = fakeConfig({
      ...GREEN,
      blue: '{"release":"2.1.25-a","capacity":{"min":2,"max":6}}',
    });
    assert.deepEqual(release.config, had);
    assert.deepEqual(rollback?.target, [TRAFFIC_RULE]);
    assert.equal(rollback.message, "rollback to blue 2.1.25-a: both are bad (alice@laptop)");
    assert.equal(world.deployment.config["lobechat:domain"]?.value, "new.example.com");
    assert.equal(world.deployment.config["lobechat:refused"]?.value, "2.1.26-b");
    assert.equal(world.deployment.config["lobechat:blue"]?.value, had["lobechat:blue"]?.value);
  });

  it("does not take a release that nobody has used for a way back", async () => {
    const blue = JSON.stringify({ release: "2.1.27-c", capacity: { min: 2, max: 6 } });
    world.deployment.record({ config: fakeConfig({ ...GREEN, blue }) });
    await refused(
      "There is nothing to go back to: the history has no update in which blue served with 2.1.27-c. `lobechat rollback --to 1` goes back to 2.1.25-a. `lobechat flip --stack prod` moves users there. Nothing was changed.",
      ...["--reason", "chats break"],
    );
  });

  it("does not go back to what an earlier rollback fled from", async () => {
    const blue = JSON.stringify({ release: "2.1.27-c", capacity: { min: 2, max: 6 } });
    world.deployment.record({ config: fakeConfig({ ...GREEN, blue, refused: "2.1.25-a" }) });
    await refused(
      "2.1.25-a, which served after update 1, is what a rollback fled from: name another update. Nothing was changed.",
      ...["--to", "1", "--reason", "x"],
    );
  });

  describe("with --break-glass", () => {
    const args = ["rollback", "--break-glass", "--reason", "chats break", "--yes"];

    it("moves all users while somebody else has the stack, and writes it down when that has ended", async () => {
      Object.assign(world.aws.rule, { blue: 0, green: 100 });
      world.deployment.failure = lockedBy("bob@ci");
      world.deployment.meanwhile = () => {
        if (world.deployment.ups.length < 2) return;
        assert.deepEqual(world.aws.rule, { blue: 100, green: 0 });
        world.deployment.failure = undefined;
      };
      await world.run(...args);
      assert.deepEqual(world.aws.tagged.slice(0, 2), ["blue", "2.1.26-b"]);
      const rolledBack = fakeConfig({ canaryPercent: "0", refused: "2.1.26-b" });
      assert.deepEqual(world.deployment.ups.slice(1), [
        {
          target: [TRAFFIC_RULE],
          config: rolledBack,
          message: "break-glass to blue 2.1.25-a: chats break (alice@laptop)",
        },
      ]);
      assert.deepEqual(world.deployment.config, rolledBack);
      assert.match(world.terminal.printed[0] ?? "", /^All users are on blue 2\.1\.25-a: /);
    });

    it("is a plain rollback where nobody has the stack", async () => {
      await world.run(...args);
      assert.deepEqual(world.aws.tagged, []);
      assert.equal(world.deployment.ups.length, 1);
    });

    it("cannot put an older release anywhere", async () => {
      const blue = JSON.stringify({ release: "2.1.27-c", capacity: { min: 2, max: 6 } });
      world.deployment.record({ config: fakeConfig({ ...GREEN, blue }) });
      world.deployment.failure = lockedBy("bob@ci");
      await refused(
        /^The stack prod is locked by bob@ci .* To put 2\.1\.25-a there takes an update of its own/,
        ...["--to", "1", ...args.slice(1)],
      );
      assert.deepEqual(world.aws.tagged, []);
    });
  });

  it("runs one update when the idle color has that release already", async () => {
    await world.run("rollback", "--to", "1", "--reason", "chats break", "--yes");
    assert.equal(world.deployment.ups.length, 1);
  });

  it("knows no update that is not there, and none that serves already", async () => {
    await refused(
      /^The history has no update 9 that succeeded: `lobechat history`/,
      "--to",
      "9",
      "--reason",
      "x",
    );
    await refused(
      "2.1.26-b, which served after update 2, is active already, on green: nothing was changed.",
      ...["--to", "2", "--reason", "x"],
    );
    await assert.rejects(world.run("rollback", "--to", "blue", "--reason", "x"), { exitCode: 1 });
    assert.match(world.terminal.told.join(), /'blue' is invalid\. The number of an update/);
  });

  it("says that the release of an update is gone from the catalogue", async () => {
    const releases = '{"2.1.26-b":{"version":"2.1.26"},"2.1.27-c":{"version":"2.1.27"}}';
    const blue = JSON.stringify({ release: "2.1.27-c", capacity: { min: 2, max: 6 } });
    world.deployment.record({ config: fakeConfig({ ...GREEN, blue, releases }) });
    await refused(
      /^2\.1\.25-a is no longer in lobechat:releases, so its image may be gone: put its entry back/,
      ...["--to", "1", "--reason", "both are bad", "--yes"],
    );
    assert.deepEqual(world.deployment.ups, []);
  });
});
