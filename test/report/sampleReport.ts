import type { DrillReport, Flip, Step } from "../../drill/report/report";
import { type Facts } from "../../drill/report/promises/facts";
import { promises } from "../../drill/report/promises/promises";
import { aFlip, aStep, anUpdate, changed, someTraffic } from "./sampleParts";

const SNAPSHOT = changed("job", "snapshot-2.1.27", "create");

const STEPS: Step[] = [
  aStep("first-deploy", {
    title: "first deploy, blue active",
    kind: "deploy",
    durationMs: 3200,
    traffic: someTraffic({ users: 0, requests: 0, streams: 0, p50Ms: null, p99Ms: null }),
    update: anUpdate(
      Array.from({ length: 84 }, (_, index) => changed("job", `part-${String(index)}`, "create")),
      { summary: "releases 2.1.25 to blue and green: snapshot, migration, then 4 pods" },
    ),
  }),
  aStep("release-to-green", {
    title: "release 2.1.26 to green",
    kind: "release",
    startMs: 5000,
    durationMs: 4100,
    traffic: someTraffic({ requests: 533 }),
    update: anUpdate(
      [
        changed("job", "snapshot-2.1.26", "create"),
        changed("job", "migration-2.1.26", "create"),
        changed("deployment", "green"),
      ],
      { summary: "releases 2.1.26 to green: snapshot, migration, then 2 pods" },
    ),
  }),
  flipStep("flip-to-green", "flip to green", "flip", 10_000),
  flipStep("rollback-to-blue", "roll back to blue", "rollback", 14_000),
  aStep("release-without-snapshot", {
    title: "release 2.1.27 to green, whose snapshot fails",
    kind: "release",
    startMs: 16_000,
    expected: "failed",
    outcome: "failed",
    update: anUpdate([], {
      error: {
        by: "resource",
        urn: SNAPSHOT.urn,
        message: "the Job ran four times without success: BackoffLimitExceeded\n",
      },
    }),
  }),
  flipStep("rollback-past-hang", "back to blue past a release that hangs", "rollback", 19_000),
  aStep("unreadable-version", {
    title: "ask for 2.0.9",
    kind: "config",
    startMs: 28_000,
    expected: "refused",
    outcome: "refused",
    update: anUpdate([], {
      error: { by: "config", message: "2.0.9 cannot read the schema of 2.1.26 (>=2.1.24)" },
    }),
  }),
  aStep("no-change", {
    title: "a second up",
    kind: "noChange",
    startMs: 29_000,
    update: anUpdate([]),
  }),
];

const FLIPS: Flip[] = [
  aFlip("flip-to-green"),
  aFlip("rollback-to-blue", { kind: "rollback", from: "green", to: "blue", usersMovedMs: 310 }),
  aFlip("rollback-past-hang", {
    kind: "rollback",
    from: "green",
    to: "blue",
    acceptedMs: 21_000,
    usersMovedMs: 350,
  }),
];

/** What the sample's promises were judged by. */
export const SAMPLE_FACTS: Facts = {
  platform: "aws",
  steps: STEPS,
  flips: FLIPS,
  traffic: someTraffic({ requests: 3912, streams: 168 }),
  jobs: [
    { name: "snapshot-2.1.26", startMs: 5100, endMs: 6000, outcome: "succeeded" },
    { name: "migration-2.1.26", startMs: 6000, endMs: 7000, outcome: "succeeded" },
    { name: "snapshot-2.1.27", startMs: 16_100, endMs: 17_000, outcome: "failed" },
  ],
  releases: [
    release("release-to-green", "2.1.26", "2.1.26"),
    release("release-without-snapshot", "2.1.27", null),
  ],
  images: [
    {
      step: "release-to-green",
      workload: 'the Deployment "green"',
      image: `registry.example.com/lobehub@sha256:${"a".repeat(64)}`,
    },
  ],
  withoutCluster: ["rollback"],
  hangs: [{ step: "rollback-past-hang", endMs: 25_000 }],
  types: [],
  unreadableVersions: ["unreadable-version"],
  secrets: { step: "no-change", sought: 41, places: 38, found: [] },
};

/** A whole report by hand, of a drill that passed. */
export const SAMPLE: DrillReport = {
  schemaVersion: 1,
  verdict: "passed",
  startedAt: "2026-03-14T09:26:53.000Z",
  durationMs: 31_200,
  command: "npm run drill -- --users 50 --streams 20",
  platform: "aws",
  target: { kind: "standIns", app: "small" },
  engine: { kind: "embedded", version: "3.248.0" },
  clock: { scale: 60, propagationMs: 300 },
  resources: 84,
  steps: STEPS,
  traffic: SAMPLE_FACTS.traffic,
  flips: FLIPS,
  canaries: [],
  alarms: [],
  rollbacks: [],
  restores: [],
  timeline: [],
  promises: promises(SAMPLE_FACTS),
  skipped: [{ what: "the same on the real engine", why: "there is no pulumi on PATH" }],
};

/** The same drill, had the flip cost users something and had the second `up` failed. */
export function brokenSample(): DrillReport {
  const traffic = someTraffic({
    failed: 3,
    failures: [{ color: "green", status: 503, count: 3, firstMs: 11_200, lastMs: 11_400 }],
    sessionsLost: 1,
  });
  const steps = STEPS.map((step) => {
    if (step.id === "flip-to-green") return { ...step, traffic };
    return step.id === "no-change" ? { ...step, outcome: "failed" as const } : step;
  });
  const facts = { ...SAMPLE_FACTS, steps };
  return { ...SAMPLE, verdict: "failed", steps, promises: promises(facts) };
}

function flipStep(id: string, title: string, kind: "flip" | "rollback", startMs: number): Step {
  return aStep(id, { title, kind, startMs, update: anUpdate([changed("rule", "traffic")]) });
}

function release(step: string, version: string, previewVersion: string | null) {
  return { step, color: "green" as const, serving: "blue" as const, version, previewVersion };
}
