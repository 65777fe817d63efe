import assert from "node:assert/strict";
import { autoRollback } from "../../../ops/night/autoRollback";
import { fakeConfig, TRAFFIC_RULE } from "../support/fakeOutputs";
import { lockedBy } from "../support/lockedBy";
import { NightWorld } from "./nightWorld";

/** A test waits for milliseconds where a night waits for minutes. */
const IMPATIENT = { firstMs: 1, longestMs: 2, limitMs: 6 };

describe("automatic rollback", () => {
  let night: NightWorld;
  beforeEach(async () => {
    night = await NightWorld.open();
  });
  afterEach(() => night.close());

  const ring = (event = night.event()) =>
    autoRollback(night.tools, { stack: "prod", event, dryRun: false }, IMPATIENT);
  const rehearse = () =>
    autoRollback(night.tools, { stack: "prod", event: undefined, dryRun: true }, IMPATIENT);

  it("goes back with what is deployed, and changes the traffic rule alone", async () => {
    // What somebody has begun in the checkout is none of a night's business.
    night.deployment.config = fakeConfig({ activeColor: "green", domain: "new.example.com" });
    const result = await ring();
    assert.deepEqual(
      { ...result, incident: null },
      {
        decision: "rolledBack",
        reason: "green is sick within 30 minutes of the flip to it, and blue is well.",
        alarm: "lobechat-green",
        from: "green",
        to: "blue",
        resourcesChanged: 1,
        incident: null,
      },
    );
    assert.deepEqual(night.deployment.ups, [
      {
        target: [TRAFFIC_RULE],
        config: fakeConfig({ activeColor: "blue", canaryPercent: "0", refused: "2.1.26-b" }),
        message:
          "automatic rollback to blue 2.1.25-a: lobechat-green: 12 % of the answers were errors (alice@laptop)",
      },
    ]);
    assert.match(result.incident ?? "", /^# Incident: green 2\.1\.26-b, 2026-03-01/);
  });

  it("tells the topic what it did and how to go on", async () => {
    await ring();
    const [notice, ...more] = night.aws.notices();
    assert.deepEqual(more, []);
    assert.equal(
      notice?.subject,
      "LobeChat prod: rolled back from green 2.1.26-b to blue 2.1.25-a",
    );
    assert.match(notice.text, /Why: {2}green is sick within 30 minutes/);
    assert.match(notice.text, /lobechat status --stack prod/);
    assert.match(notice.text, /# Incident: green 2\.1\.26-b/);
  });

  it("leaves traffic where it is and tells why, when a guard says so", async () => {
    night.aws.alarms.blue = "ALARM";
    const result = await ring();
    assert.equal(result.decision, "notified");
    assert.match(result.reason, /^blue is no cure: alarm of blue/);
    assert.deepEqual(night.deployment.ups, []);
    const [notice] = night.aws.notices();
    assert.equal(notice?.subject, "LobeChat prod: green is sick, and traffic stays where it is");
    assert.match(notice.text, /Why: {2}blue is no cure: alarm of blue/);
  });

  it("only notifies when Redis or the database fail behind both colors", async () => {
    night.world.site.broken.add("/f/lobechat-guard-asks");
    const result = await ring();
    assert.equal(result.decision, "notified");
    assert.match(result.reason, /what both share is at fault/);
  });

  it("only notifies where the load balancer has gone another way than Pulumi knows", async () => {
    night.aws.weights = { "arn:blue": 100 };
    assert.match((await ring()).reason, /^Traffic has left green already/);
  });

  /** Ten percent of the users are on green, long after the flip to blue. */
  function beginCanary(): void {
    night.flip("blue");
    night.world.wait(40);
    night.deployment.config = fakeConfig({ activeColor: "blue", canaryPercent: "10" });
    night.deployment.record({ message: "canary to green 2.1.26-b (bob@ci)", target: ["x"] });
    night.aws.weights = { "arn:blue": 90, "arn:green": 10 };
  }

  it("ends a canary by its alarm, and the color that serves goes on without a flight", async () => {
    beginCanary();
    const result = await ring();
    assert.deepEqual([result.decision, result.to], ["rolledBack", "blue"]);
    assert.deepEqual(
      night.deployment.ups.map(({ config }) => config),
      [fakeConfig({ activeColor: "blue", canaryPercent: "0" })],
    );
    assert.match(night.aws.notices()[0]?.subject ?? "", /the canary on green has ended/);
  });

  it("does not tell that a canary's release is refused, which it is not", async () => {
    beginCanary();
    await ring();
    const [notice] = night.aws.notices();
    assert.doesNotMatch(notice?.text ?? "", /is refused from now on/);
    assert.match(notice?.text ?? "", /No release is refused by it/);
  });

  it("waits for a lock, and looks again at everything before it goes on", async () => {
    night.deployment.failure = lockedBy("bob@desk");
    night.deployment.meanwhile = () => {
      if (night.deployment.ups.length === 2) night.deployment.failure = undefined;
    };
    assert.equal((await ring()).decision, "rolledBack");
    assert.equal(night.deployment.ups.length, 2);
    assert.match(night.world.terminal.told.join("\n"), /locked by bob@desk .* Trying again in 1 s/);
  });

  it("finds that somebody else rolled back while it waited", async () => {
    night.deployment.failure = lockedBy("bob@desk");
    night.deployment.meanwhile = () => {
      night.flip("blue", "rollback to blue 2.1.25-a: chats break (bob@desk)");
    };
    const result = await ring();
    assert.equal(result.decision, "notified");
    assert.match(result.reason, /^Traffic has left green already/);
    assert.equal(night.deployment.ups.length, 1);
  });

  it("never breaks a lock: after a while it tells who has it", async () => {
    const before = night.deployment.config;
    night.deployment.failure = lockedBy("bob@desk");
    const result = await ring();
    assert.equal(result.decision, "notified");
    assert.match(result.reason, /never breaks one: bob@desk \(pid 7\) since 2026-03-01/);
    assert.match(night.aws.notices()[0]?.text ?? "", /--break-glass/);
    assert.deepEqual(night.deployment.config, before);
  });

  it("tells the topic, too, when it could not do what it decided", async () => {
    night.deployment.failure = new Error("the guard refuses");
    const before = night.deployment.config;
    await assert.rejects(ring(), /the guard refuses/);
    const [notice] = night.aws.notices();
    assert.match(notice?.text ?? "", /could not be done\.\n\nthe guard refuses/);
    assert.deepEqual(night.deployment.config, before);
  });

  it("has done its work when nobody can be told of it", async () => {
    night.aws.denied.add("Publish");
    assert.equal((await ring()).decision, "rolledBack");
    assert.match(night.world.terminal.told.join("\n"), /topic arn:topic could not be told/);
  });

  it("gives JSON to whoever reads its result", async () => {
    const result = await ring();
    assert.deepEqual(JSON.parse(JSON.stringify(result)), result);
  });

  for (const [what, event, message] of [
    [
      "no event at all",
      undefined,
      /^This is no event of a CloudWatch alarm that changed its state/,
    ],
    ["an event of another service", { source: "aws.ec2" }, /\(see source\): nothing was done\.$/],
  ] as const)
    it(`does nothing with ${what}`, async () => {
      await assert.rejects(ring(event ?? null), { name: "Refusal", message });
      assert.deepEqual([night.deployment.ups, night.aws.calls], [[], []]);
    });

  it("does nothing with an alarm of somebody else", async () => {
    await assert.rejects(ring(night.event("cpu-high")), {
      name: "Refusal",
      message:
        "cpu-high is not an alarm that rolls this stack back, as lobechat-blue and lobechat-green are: nothing was done.",
    });
    assert.deepEqual([night.deployment.ups, night.aws.calls], [[], []]);
  });

  describe("as a rehearsal", () => {
    it("goes all the way to the preview, and changes nothing", async () => {
      night.aws.alarms.green = "OK";
      const before = fakeConfig({ activeColor: "green", domain: "new.example.com" });
      night.deployment.config = before;
      const result = await rehearse();
      assert.deepEqual(night.previews, [
        {
          target: [TRAFFIC_RULE],
          config: fakeConfig({ activeColor: "blue", canaryPercent: "0", refused: "2.1.26-b" }),
        },
      ]);
      assert.deepEqual([night.deployment.config, night.deployment.ups], [before, []]);
      assert.equal(
        result.reason,
        "Rehearsed: a rollback to blue 2.1.25-a would change the traffic rule alone, and nothing is in its way. If lobechat-green rang now, it would roll back: green is sick within 30 minutes of the flip to it, and blue is well.",
      );
      assert.deepEqual(night.aws.calls, []);
    });

    it("fails, and tells the topic, when the other color could not take over", async () => {
      night.aws.targets.blue = [0, 4];
      await assert.rejects(
        rehearse(),
        /A rollback to blue would be refused now\.[^]*0 of 4 healthy/,
      );
      assert.match(night.aws.notices()[0]?.text ?? "", /0 of 4 healthy/);
    });

    it("fails when more than the traffic rule would change", async () => {
      night.planned = { same: 70, update: 1, create: 3 };
      await assert.rejects(
        rehearse(),
        /not change the traffic rule alone, but: update 1, create 3/,
      );
    });

    it("fails when AWS does not say who serves, and leaves the configuration as it was", async () => {
      const before = night.deployment.config;
      night.aws.denied.add("DescribeRules");
      await assert.rejects(rehearse(), /not authorized to perform DescribeRules/);
      assert.deepEqual([night.deployment.config, night.previews], [before, []]);
    });

    it("fails when the program does, and leaves the configuration as it was", async () => {
      const before = night.deployment.config;
      night.deployment.preview = () => Promise.reject(new Error("no plugin aws 7.48.0"));
      await assert.rejects(rehearse(), /no plugin aws 7\.48\.0/);
      assert.deepEqual(night.deployment.config, before);
    });
  });
});
