import assert from "node:assert/strict";
import type { UpOptions } from "@pulumi/pulumi/automation";
import { breakGlass, type GlassBreak } from "../../ops/breakGlass";
import { reconcile } from "../../ops/reconcile";
import { NightWorld } from "./night/nightWorld";
import { fakeConfig, TRAFFIC_RULE } from "./support/fakeOutputs";
import { lockedBy } from "./support/lockedBy";

const CHANGE: GlassBreak = { to: "blue", refused: "2.1.26-b", reason: "chats break" };
const IMPATIENT = { firstMs: 1, longestMs: 2, limitMs: 6 };

describe("breaking glass", () => {
  let night: NightWorld;
  beforeEach(async () => {
    night = await NightWorld.open();
  });
  afterEach(() => night.close());

  const stack = () => ({ name: "prod", deployment: night.deployment });
  const broken = (change = CHANGE) => breakGlass(night.tools, stack(), change);
  const actions = () => night.aws.calls.map(({ action }) => action);

  it("moves all users by the load balancer's API, and runs no update", async () => {
    await broken();
    assert.deepEqual(night.aws.weights, { "arn:blue": 100 });
    assert.deepEqual(night.deployment.ups, []);
  });

  it("writes who did it into the rule's tags, and tells the topic why", async () => {
    const { recorded } = await broken();
    assert.deepEqual(night.aws.tags, {
      ...{ Name: "traffic", active: "blue", refused: "2.1.26-b" },
      brokenGlass: "2026-03-01T13:07:00.000Z alice@laptop",
    });
    assert.match(recorded, /^the tags of arn:rule \(brokenGlass = 2026-03-01T13:07:00\.000Z alice/);
    const [notice] = night.aws.notices();
    assert.equal(notice?.subject, "LobeChat prod: break-glass to blue");
    assert.match(notice.text, /^prod: alice@laptop moved all users to blue, .*: chats break\n/);
  });

  it("does not break the guard", async () => {
    night.aws.alarms.blue = "ALARM";
    await assert.rejects(broken(), {
      name: "Refusal",
      message: /^Users stay on green: the guard refuses[^]*check: +alarm of blue/,
    });
    assert.deepEqual(actions(), []);
  });

  it("does not go back to the release that a rollback fled from", async () => {
    night.aws.tags["refused"] = "2.1.25-a";
    await assert.rejects(broken(), /2\.1\.25-a, which the traffic rule's tag "refused" names/);
    assert.deepEqual(actions(), []);
  });

  it("finds that everybody has moved already", async () => {
    night.aws.weights = { "arn:blue": 100 };
    const message = "The load balancer forwards everything to blue already: nothing was changed.";
    await assert.rejects(broken(), { name: "Refusal", message });
    assert.deepEqual(actions(), []);
  });

  it("does not end a maintenance", async () => {
    night.aws.weights = {};
    await assert.rejects(broken(), /forwards to neither color, as in maintenance/);
    assert.deepEqual(actions(), []);
  });

  it("says that nothing was done when the API does not take it", async () => {
    night.aws.denied.add("ModifyRule");
    await assert.rejects(broken(), /did not take it, and nothing was changed: not authorized/);
    assert.deepEqual(actions(), ["ModifyRule"]);
  });

  it("says that users have moved when only the record could not be made", async () => {
    night.aws.denied.add("AddTags");
    await broken();
    assert.deepEqual(night.aws.weights, { "arn:blue": 100 });
    assert.match(
      night.world.terminal.told.join("\n"),
      /All users are on blue, and the rule's tags/,
    );
    assert.equal(night.aws.notices().length, 1);
  });

  describe("and writing it down", () => {
    const written = () =>
      reconcile(night.tools, stack(), CHANGE, "break-glass to blue 2.1.25-a (a)", IMPATIENT);
    const rolledBack = { activeColor: "blue", canaryPercent: "0", refused: "2.1.26-b" };

    it("looks what the load balancer has, and changes the traffic rule alone", async () => {
      const asked: UpOptions[] = [];
      const up = night.deployment.up.bind(night.deployment);
      night.deployment.up = (options) => {
        asked.push(options ?? {});
        return up(options);
      };
      await written();
      assert.deepEqual(
        asked.map(({ refresh, target }) => ({ refresh, target })),
        [{ refresh: true, target: [TRAFFIC_RULE] }],
      );
      const [update] = night.deployment.ups;
      assert.deepEqual(update?.config, fakeConfig(rolledBack));
      assert.equal(update.message, "break-glass to blue 2.1.25-a (a)");
      assert.deepEqual(night.deployment.config, fakeConfig(rolledBack));
    });

    it("waits for the lock, and keeps what its holder has deployed meanwhile", async () => {
      const { deployment } = night;
      deployment.failure = lockedBy("bob@desk");
      deployment.meanwhile = () => {
        if (deployment.ups.length > 1) {
          deployment.failure = undefined;
          return;
        }
        const config = fakeConfig({ activeColor: "green", domain: "new.example.com" });
        deployment.record({ config, message: "release to green 2.1.26-b (bob@desk)" });
      };
      await written();
      assert.deepEqual(
        deployment.ups.at(-1)?.config,
        fakeConfig({ ...rolledBack, domain: "new.example.com" }),
      );
    });

    it("never deletes a lock: it tells what to run once it is free", async () => {
      night.deployment.failure = lockedBy("bob@desk");
      await assert.rejects(written(), {
        name: "Refusal",
        message: `All users are on blue, but Pulumi's state does not say so yet: the stack is still locked by bob@desk (pid 7) since 2026-03-01T11:58:00Z
Until this has run, an update may take them back:
  pulumi up --stack prod --refresh --target '${TRAFFIC_RULE}' -c activeColor=blue -c canaryPercent=0 -c refused=2.1.26-b`,
      });
    });
  });
});
