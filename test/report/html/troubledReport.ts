import { promises } from "../../../drill/report/promises/promises";
import type { DrillReport, Flip, Sample, Step } from "../../../drill/report/report";
import { aFlip, aStep, anUpdate, changed, someTraffic } from "../sampleParts";
import { SAMPLE, SAMPLE_FACTS } from "../sampleReport";

/** What no page may take for markup. */
export const HOSTILE = `</style><script>alert("x")</script><img src="https://example.com/x" onerror='y'>`;

const FAILED = someTraffic({
  failed: 31,
  failures: [
    { color: "green", status: 500, count: 30, firstMs: 61_200, lastMs: 66_400 },
    { color: null, status: null, count: 1, firstMs: 64_000, lastMs: 64_000 },
  ],
  sessionsLost: 1,
  streamsCut: 2,
});

const STEPS: Step[] = [
  aStep("first-deploy", {
    kind: "deploy",
    durationMs: 9000,
    update: anUpdate(
      Array.from({ length: 84 }, (_, index) => changed("job", `part-${String(index)}`, "create")),
    ),
  }),
  aStep("restore-snapshot", {
    title: "restore the snapshot of 2.1.25",
    kind: "restore",
    startMs: 12_000,
    durationMs: 6000,
    update: anUpdate([changed("job", "restore-8032ced4", "create")]),
  }),
  aStep("canary", { title: "canary of 10 % on green", kind: "canary", startMs: 30_000 }),
  flip("flip-to-green", "flip to green", 40_000),
  aStep("redis-restarts", {
    title: "Redis restarts",
    chapter: "faults",
    kind: "fault",
    startMs: 50_000,
    fault: { name: "Redis restarts", explainedFailures: 12, lost: 0, repairedByNextUp: true },
    traffic: someTraffic({ failed: 12 }),
  }),
  aStep("instance-killed", {
    title: "an instance is killed",
    chapter: "faults",
    kind: "fault",
    startMs: 53_000,
    fault: {
      name: "an instance is killed",
      explainedFailures: 0,
      lost: 1,
      repairedByNextUp: false,
    },
  }),
  { ...flip("flip-to-failing", HOSTILE, 60_000), traffic: FAILED },
  aStep("locked", {
    title: "two updates at once",
    chapter: "faults",
    kind: "release",
    startMs: 70_000,
    expected: "refused",
    outcome: "succeeded",
    update: anUpdate([], {
      error: { by: "lock", message: `held by ${HOSTILE}` },
      summary: HOSTILE,
    }),
    policies: [
      {
        policy: "images-by-digest",
        level: "mandatory",
        urn: "urn:pulumi:drill::lobechat::kubernetes:batch/v1:Job::latest",
        message: `runs ${"a-very-long-name-of-an-image-".repeat(6)}:latest`,
      },
    ],
  }),
];

const FLIPS: Flip[] = [
  aFlip("flip-to-green", { acceptedMs: 41_000 }),
  aFlip("flip-to-failing", { acceptedMs: 61_000, usersMovedMs: 4200, usersMoved: 49 }),
];

/** A report by hand of a drill in which all there is to show has happened, and not all of it well. */
export const TROUBLED: DrillReport = {
  ...SAMPLE,
  verdict: "failed",
  durationMs: 90_000,
  command: `npm run drill -- --faults --app '${HOSTILE}'`,
  steps: STEPS,
  traffic: FAILED,
  flips: FLIPS,
  canaries: [
    {
      step: "canary",
      percent: 10,
      to: "green",
      users: 50,
      landed: 6,
      strayed: 0,
      leftAfterEndMs: 310,
    },
  ],
  alarms: [
    { name: "lobechat-green", color: "green", state: "OK", atMs: 5000, reason: "has data" },
    { name: "lobechat-green", color: "green", state: "ALARM", atMs: 62_800, reason: HOSTILE },
    { name: "lobechat-green", color: "green", state: "OK", atMs: 71_000, reason: "well" },
    { name: "lobechat-slo", color: null, state: "ALARM", atMs: 64_000, reason: "burns" },
  ],
  rollbacks: [
    {
      step: "flip-to-failing",
      alarm: "lobechat-green",
      decision: "rolledBack",
      reason: "green is sick within 6 s of the flip to it, and blue is well.",
      firstErrorMs: 61_200,
      detectedMs: 1600,
      recoveredMs: 5200,
      resourcesChanged: 1,
      incident: "incidents/automatic-rollback.md",
    },
  ],
  restores: [
    {
      step: "restore-snapshot",
      snapshot: "backups/hourly/2026-03-14T09:00:00Z-48213-9f3c2e1.dump",
      bytes: 48_213,
      sha256: "9f3c2e1a".repeat(8),
      rowsBefore: { users: 12, messages: 1834 },
      rowsAfter: { users: 12, messages: 1833 },
      phases: [
        { name: "dump", ms: 410 },
        { name: "restore", ms: 1290 },
      ],
    },
  ],
  timeline: Array.from({ length: 90 }, (_, second) => sampleOf(second)),
  promises: promises({ ...SAMPLE_FACTS, steps: STEPS, flips: FLIPS, traffic: FAILED }),
  skipped: [{ what: "the same on the real engine", why: "there is no pulumi on PATH" }],
};

function flip(id: string, title: string, startMs: number): Step {
  return aStep(id, {
    title,
    kind: "flip",
    startMs,
    update: anUpdate([changed("rule", "traffic")]),
  });
}

/** Nobody before 9 s, then blue, from the flip at 41 s on green, which fails from 61 s to 66 s. */
function sampleOf(second: number): Sample {
  const by = (count: number): Sample["requests"] =>
    second < 41 ? { blue: count, green: 0 } : { blue: 0, green: count };
  const failed = within(second, 61, 66) * 6;
  const here = within(second, 9, 90);
  return {
    atMs: second * 1000,
    requests: by(here * (90 + ((second * 7) % 20))),
    failed: { blue: 0, green: failed, none: within(second, 52, 52) * 12 },
    p99Ms: here === 0 ? null : 12 + ((second * 13) % 60) + 90 * failed,
    streams: by(here * 20),
    weights: by(1),
    healthy: { blue: 2, green: 2 - within(second, 53, 57) },
  };
}

/** 1 within, 0 without. */
function within(second: number, first: number, last: number): number {
  return second >= first && second <= last ? 1 : 0;
}
