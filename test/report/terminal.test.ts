import assert from "node:assert/strict";
import { createColors } from "picocolors";
import type { DrillReport, Flip } from "../../drill/report/report";
import { endingLines } from "../../drill/report/terminal/ending";
import { openingLines } from "../../drill/report/terminal/opening";
import { stepLines } from "../../drill/report/terminal/stepLines";
import { aFlip, aStep, anUpdate, changed, someTraffic } from "./sampleParts";
import { SAMPLE, brokenSample } from "./sampleReport";

const WRITTEN = {
  page: "drill-report/drill-report.html",
  json: "drill-report/drill-report.json",
};

function paint(width: number) {
  return { colors: createColors(false), width };
}

/** As it stands in the source: every line ends with a line feed, the first one begins after one. */
function text(lines: string[]): string {
  return `\n${lines.join("\n")}\n`;
}

function steps(report: DrillReport, width: number): string {
  const flipOf = (id: string) => report.flips.find(({ step }) => step === id);
  return text(report.steps.flatMap((step) => stepLines(step, flipOf(step.id), paint(width))));
}

function ending(report: DrillReport, width: number): string {
  return text(endingLines(report, WRITTEN, paint(width)));
}

describe("what a person reads", () => {
  it("begins with what runs", () => {
    const lines = openingLines({ ...SAMPLE, users: 50, streams: 20 }, paint(80));
    assert.deepEqual(lines, [
      "Drill: release, flip and roll back LobeChat under traffic",
      "  engine    embedded, on the Pulumi SDK 3.248.0",
      "  platform  aws, stand-ins on this machine, with a small stand-in for LobeChat",
      "  clock     60 AWS seconds a second; a rule takes effect after 300 ms",
      "  users     50 signed in, 20 chats streaming throughout",
      "",
    ]);
  });

  it("says of Docker that nothing delays a rule but its being read", () => {
    const clock = { scale: 60, propagationMs: 0 };
    const lines = openingLines(
      { ...SAMPLE, platform: "docker", clock, users: 50, streams: 20 },
      paint(80),
    );
    assert.deepEqual(lines.slice(2, 4), [
      "  platform  docker, stand-ins on this machine, with a small stand-in for LobeChat",
      "  clock     60 Docker seconds a second; a rule takes effect once it is read",
    ]);
  });

  it("has a line for each step, in 80 columns", () => {
    assert.equal(
      steps(SAMPLE, 80),
      `
✓ first deploy, blue active  84 of 84 created   in 3.2 s
    releases 2.1.25 to blue and green: snapshot, migration, then 4 pods
✓ release 2.1.26 to green  3 of 84 changed    533 requests, 0 failed
    releases 2.1.26 to green: snapshot, migration, then 2 pods
✓ flip to green       1 of 84 updated    50 of 50 users moved in 0.4 s, 0 failed
✓ roll back to blue   1 of 84 updated    50 of 50 users moved in 0.3 s, 0 failed
✓ release 2.1.27 to green, whose snapshot fails
                      failed, expected   users noticed nothing
    Job snapshot-2.1.27 failed: the Job ran four times without success:
    BackoffLimitExceeded
✓ back to blue past a release that hangs
                      1 of 84 updated    50 of 50 users moved in 0.3 s, 0 failed
✓ ask for 2.0.9       refused, expected  users noticed nothing
    2.0.9 cannot read the schema of 2.1.26 (>=2.1.24)
✓ a second up         0 of 84 changed    400 requests, 0 failed
`,
    );
  });

  it("has a line for each step, in 120 columns", () => {
    assert.equal(
      steps(SAMPLE, 120),
      `
✓ first deploy, blue active                 84 of 84 created   in 3.2 s
    releases 2.1.25 to blue and green: snapshot, migration, then 4 pods
✓ release 2.1.26 to green                   3 of 84 changed    533 requests, 0 failed
    releases 2.1.26 to green: snapshot, migration, then 2 pods
✓ flip to green                             1 of 84 updated    50 of 50 users moved in 0.4 s, 0 failed
✓ roll back to blue                         1 of 84 updated    50 of 50 users moved in 0.3 s, 0 failed
✓ release 2.1.27 to green, whose snapshot fails  failed, expected   users noticed nothing
    Job snapshot-2.1.27 failed: the Job ran four times without success: BackoffLimitExceeded
✓ back to blue past a release that hangs    1 of 84 updated    50 of 50 users moved in 0.3 s, 0 failed
✓ ask for 2.0.9                             refused, expected  users noticed nothing
    2.0.9 cannot read the schema of 2.1.26 (>=2.1.24)
✓ a second up                               0 of 84 changed    400 requests, 0 failed
`,
    );
  });

  it("marks a step at which users lost something, and says what", () => {
    const traffic = someTraffic({ failed: 1, sessionsLost: 1, assetsLost: 2, streamsCut: 3 });
    const update = anUpdate([changed("rule", "traffic")]);
    const step = aStep("flip", { kind: "flip", update, traffic });
    assert.deepEqual(stepLines(step, aFlip("flip", { usersMoved: 49 }), paint(120)), [
      "✗ flip                                      1 of 84 updated    49 of 50 users moved in 0.4 s, 1 failed, 1 session lost,",
      "                                                               2 assets lost, 3 streams cut",
    ]);
  });

  it("marks a flip that some users did not follow in time", () => {
    const step = aStep("flip", { kind: "flip", update: anUpdate([changed("rule", "traffic")]) });
    const line = (flip: Partial<Flip>) => stepLines(step, aFlip("flip", flip), paint(120))[0]?.[0];
    assert.equal(line({ usersMoved: 50, usersMovedMs: 400 }), "✓");
    assert.equal(line({ usersMoved: 49, usersMovedMs: 400 }), "✗");
    assert.equal(line({ usersMoved: 50, usersMovedMs: 2001 }), "✗");
  });

  it("marks a step that was not refused", () => {
    const step = aStep("purple", { kind: "config", expected: "refused" });
    const [line] = stepLines(step, undefined, paint(80));
    assert.equal(line, "✗ purple              not refused        400 requests, 0 failed");
  });

  it("ends with a line for each promise, the totals and the verdict, in 80 columns", () => {
    assert.equal(
      ending(SAMPLE, 80),
      `

Promises
   1  ✓ held           A flip or a rollback updates exactly one resource
                       3 changes of colour, 1 resource each
   2  ✓ held           A release to one colour leaves the other alone
                       2 releases left the other colour and the traffic rule
                       alone
   3  ✓ held           Snapshot, then migration, then boot
                       1 migration, each once and after its snapshot; 1 failed
                       snapshot changed no pod
   4  – not exercised  The incoming colour proves itself first
   5  ✓ held           A rollback never waits for a broken colour
                       traffic was back on blue 4.0 s before a release to green
                       gave up, users moved in 0.3 s
   6  ✓ held           Users follow a flip at once, and lose nothing
                       moved within 0.4 s; 3,912 requests, nothing lost
   7  ✓ held           A release is image, version and environment
                       1 release came as one Deployment and answered its version
   8  ✓ held           Images are immutable
                       pods ran 1 image, by digest alone
   9  – not exercised  A rollback needs no Docker, cluster or registry
  10  ✓ held           No secret stands in plain text
                       41 secret values looked for in 38 places, found in none
  11  ✓ held           The schema is never under an app it breaks
                       a version that cannot read the schema was refused

Totals
  users    50 users, 3,912 requests, 0 failed, p50 3 ms, p99 18 ms
  losses   0 sessions lost, 0 assets lost, 0 of 168 streams cut
  flips    to green 0.4 s, back to blue 0.3 s, back to blue 0.3 s
  skipped  the same on the real engine: there is no pulumi on PATH
  report   drill-report/drill-report.html
  data     drill-report/drill-report.json

Passed after 31.2 s: 9 promises held, 2 not exercised.
`,
    );
  });

  it("says of a broken promise what was seen, when, and how to see it again", () => {
    const lines = ending(brokenSample(), 80).split("\n");
    const at = lines.findIndex((line) => line.startsWith("   6"));
    assert.deepEqual(lines.slice(at, at + 4), [
      "   6  ✗ broken         Users follow a flip at once, and lose nothing",
      "                       seen in flip-to-green, which began at 10.0 s: 3 requests",
      "                       failed with 503 from green from 11.2 s on, 1 session lost",
      "                       see it again: npm run drill -- --users 50 --streams 20",
    ]);
    assert.deepEqual(lines.slice(-3), [
      "Failed after 31.2 s: promise 6 is broken; no-change failed, expected was",
      "succeeded.",
      "",
    ]);
  });

  for (const width of [80, 120]) {
    it(`is nowhere wider than ${String(width)} columns`, () => {
      const lines = [SAMPLE, brokenSample()].flatMap((report) =>
        `${steps(report, width)}${ending(report, width)}`.split("\n"),
      );
      assert.deepEqual(
        lines.filter((line) => line.length > width),
        [],
      );
    });
  }
});
