import assert from "node:assert/strict";
import { incidentFacts } from "../../ops/incidentFacts";
import { incidentReport } from "../../ops/incidentReport";
import { situationOf } from "../../ops/situation";
import { fakeConfig } from "./support/fakeOutputs";
import { NightWorld } from "./night/nightWorld";

const SHAS = {
  releases: JSON.stringify({
    "2.1.25-a1b2c3d": { version: "2.1.25", digest: `sha256:${"1".repeat(64)}` },
    "2.1.26-9f3c2e1": { version: "2.1.26", digest: `sha256:${"2".repeat(64)}` },
  }),
  blue: JSON.stringify({ release: "2.1.25-a1b2c3d", capacity: { min: 2, max: 6 } }),
  green: JSON.stringify({ release: "2.1.26-9f3c2e1", capacity: { min: 2, max: 6 } }),
};

/** 12:00 the first update; 13:00 green's release; 14:00 canary; 15:00 flip; errors; 15:05 alarm; 15:07 rollback. */
describe("the report of an incident", () => {
  let night: NightWorld;
  beforeEach(async () => {
    night = await NightWorld.open();
    const { deployment, world } = night;
    deployment.past.length = 0;
    world.wait(-67);
    const blue = JSON.parse(SHAS.blue) as { release: string };
    record({ ...SHAS, green: JSON.stringify(blue) }, "The first update", "c0ffee1");
    world.wait(60);
    record(SHAS, "release to green 2.1.26-9f3c2e1 (bob@ci)", "c0ffee2");
  });
  afterEach(() => night.close());

  function record(values: Record<string, string>, message: string, commit = "c0ffee2"): void {
    night.deployment.config = fakeConfig(values);
    night.deployment.record({ message, environment: { "git.head": commit } });
  }
  const narrowed = (values: Record<string, string>, message: string): void => {
    night.deployment.config = fakeConfig({ ...SHAS, ...values });
    night.deployment.record({ message, target: ["urn"], environment: { "git.head": "c0ffee3" } });
  };
  const factsOf = async (number?: number) =>
    incidentFacts(night.tools, await situationOf(night.tools, "prod"), number);
  const minute = (clock: string) => new Date(`2026-03-01T${clock}:00Z`);

  function rehearsedNight(): void {
    const { world, aws } = night;
    world.wait(120);
    narrowed({ activeColor: "green" }, "flip to green 2.1.26-9f3c2e1 (bob@ci)");
    aws.counts = [
      { at: minute("14:59"), requests: 5000, failed: 5000 },
      { at: minute("15:01"), requests: 400, failed: 0 },
      { at: minute("15:02"), requests: 600, failed: 30 },
      { at: minute("15:06"), requests: 1000, failed: 200 },
    ];
    aws.alarmUpdates = [
      { at: minute("15:05"), from: "OK", to: "ALARM", reason: "12 % | of the answers" },
    ];
    world.wait(7);
    narrowed(
      { activeColor: "blue", refused: "2.1.26-9f3c2e1" },
      "automatic rollback to blue 2.1.25-a1b2c3d: lobechat-green: 12 % (codebuild)",
    );
  }

  it("tells whoever was asleep what happened, in numbers that were measured", async () => {
    rehearsedNight();
    assert.equal(
      incidentReport(await factsOf()),
      `# Incident: green 2.1.26-9f3c2e1, 2026-03-01

Users of chat.example.com (stack prod) got green 2.1.26-9f3c2e1 instead of blue at 15:00. The first errors were counted in the minute of 15:02. Its alarm rang at 15:05. At 15:07 all of them were on blue 2.1.25-a1b2c3d, taken there by itself, 5 minutes after it began.

## Times

All in UTC.

| When | What | Told by |
| --- | --- | --- |
| 2026-03-01 13:00:00 | 2.1.26-9f3c2e1 is released to green | update 2, bob@ci |
| 2026-03-01 15:00:00 | flip to green 2.1.26-9f3c2e1 (bob@ci) | update 3, bob@ci |
| 2026-03-01 15:02:00 | first errors of green | the load balancer's count, by the minute |
| 2026-03-01 15:05:00 | detected: 12 % \\| of the answers | alarm lobechat-green |
| 2026-03-01 15:07:00 | automatic rollback to blue 2.1.25-a1b2c3d: lobechat-green: 12 % (codebuild) | update 4, codebuild |
| 2026-03-01 15:07:04 | recovered: the rollback's update has ended | update 4, codebuild |

## What ran

|  | blue | green | Served by |
| --- | --- | --- | --- |
| before | 2.1.25-a1b2c3d | 2.1.26-9f3c2e1 | blue |
| during | 2.1.25-a1b2c3d | 2.1.26-9f3c2e1 | green |
| after | 2.1.25-a1b2c3d | 2.1.26-9f3c2e1 | blue |
| now | 2.1.25-a1b2c3d | 2.1.26-9f3c2e1 | blue |

## Who was affected

green answered 2,000 requests from 15:00 on, and 230 of them (11.5 %) with an error of its own. The load balancer counts requests and not users, and does not count answers that are wrong with a status below 500.

## What changed

The app, a1b2c3d to 9f3c2e1:

- a1b2c3d..9f3c2e1

This program and its configuration, c0ffee2 to c0ffee3:

- c0ffee2..c0ffee3

## What follows

- [ ] 2.1.26-9f3c2e1 is refused from now on. Release what mends it: \`lobechat release <name>\`, then \`lobechat canary 10\` and \`lobechat flip\`.
- [ ] green still runs it: \`lobechat release <name>\` with an older release takes it away from there as well.
- [ ] The database was not changed back: what the release has migrated and written stays. See whether the serving release reads all of it.
- [ ] No canary came before all users did: would 10 % of them have shown it?
`,
    );
  });

  it("begins with the canary, where one came first", async () => {
    night.world.wait(60);
    narrowed({ canaryPercent: "10" }, "canary to green 2.1.26-9f3c2e1 (bob@ci)");
    night.world.wait(-60);
    rehearsedNight();
    const facts = await factsOf();
    assert.deepEqual(
      facts.exposures.map(({ number }) => number),
      [3, 4],
    );
    const report = incidentReport(facts);
    assert.match(report, /got green 2\.1\.26-9f3c2e1 at 14:00, as a canary of 10 %\./);
    assert.doesNotMatch(report, /No canary came before/);
  });

  it("says what could not be measured, and reports the rest", async () => {
    rehearsedNight();
    night.aws.denied.add("GetMetricData");
    const report = incidentReport(await factsOf());
    assert.match(report, /## Who was affected\n\nIt could not be measured; see below\./);
    assert.match(report, /## What could not be measured\n\n- the requests: .*GetMetricData/);
    assert.match(report, /15:05:00 \| detected/);
  });

  it("says that no alarm rang, where a person was first", async () => {
    rehearsedNight();
    night.aws.alarmUpdates = [];
    assert.match(incidentReport(await factsOf()), /Its alarm did not ring\./);
  });

  it("finds an older rollback by its number", async () => {
    rehearsedNight();
    night.world.wait(60);
    narrowed({ activeColor: "green" }, "flip to green 2.1.26-9f3c2e1 (bob@ci)");
    night.world.wait(5);
    narrowed(
      { activeColor: "blue", refused: "2.1.26-9f3c2e1" },
      "rollback to blue 2.1.25-a1b2c3d: again (bob@ci)",
    );
    assert.equal((await factsOf()).rollback.number, 6);
    assert.equal((await factsOf(4)).rollback.number, 4);
  });

  it("has nothing to report of a history without a rollback", async () => {
    const message = "The history has no rollback: there is no incident to report.";
    await assert.rejects(factsOf(), { name: "Refusal", message });
  });

  it("takes no other update for a rollback", async () => {
    rehearsedNight();
    await assert.rejects(factsOf(3), /^Refusal: Update 3 was no rollback: "flip to green/);
    await assert.rejects(factsOf(99), /The history has no update 99 that succeeded/);
  });
});
