import { z } from "zod";
import type { JobRun, Observation } from "../cloud/cloud";
import type { OpenEngine } from "../engine/open";
import { trafficBetween } from "../report/measure";
import type { Facts } from "../report/promises/facts";
import { promises } from "../report/promises/promises";
import type { DrillReport, Flip, Step } from "../report/report";
import { timeline, type Observed } from "../report/timeline";
import type { RequestRecord } from "../traffic/record";
import { imageFacts, type StateResource } from "./imageFacts";
import { measuredFlip, measuredStep, watchedOf } from "./measured";
import { measuredAlarms, measuredCanaries, measuredRollbacks } from "./measuredNight";
import type { Decided } from "./night";
import type { Stage } from "./stage";

const STATE = z.object({
  resources: z.array(
    z.object({
      urn: z.string(),
      type: z.string(),
      inputs: z.record(z.string(), z.unknown()).default({}),
    }),
  ),
});
/** What was played. */
type Story = Pick<Stage, "steps" | "flips" | "releases" | "canaries" | "withoutCluster" | "hangs">;

/** Everything that a drill leaves behind to report on, once its users are gone. */
export interface Played {
  head: Pick<DrillReport, "command" | "platform" | "target" | "engine" | "clock">;
  stage: Story;
  engine: Pick<OpenEngine, "deployment">;
  /** The cloud as it was at the end. */
  cloud: Pick<Observation, "trafficRuleAcceptedMs" | "jobs" | "alarms"> &
    Partial<Pick<Observation, "outages">>;
  observed: readonly Observed[];
  records: readonly RequestRecord[];
  users: number;
  /** What the automatic rollback decided. */
  decided: readonly Decided[];
  /** null: nobody has looked for secrets yet. */
  secrets: Facts["secrets"];
  restores: DrillReport["restores"];
  skipped: DrillReport["skipped"];
  /** Date.now() of the start and of the end. */
  startedAt: number;
  endedAt: number;
}

/** The report of a drill: what was played, measured and judged. */
export async function reportOf(played: Played): Promise<DrillReport> {
  const { stage, startedAt, users } = played;
  const durationMs = played.endedAt - startedAt;
  const seen = { records: played.records, outages: played.cloud.outages ?? [] };
  const watched = watchedOf(seen, { users, endMs: durationMs, startedAt });
  const { records } = watched;
  const steps = stage.steps.map((step, at) => measuredStep(step, stage.steps[at + 1], watched));
  const { trafficRuleAcceptedMs: accepted } = played.cloud;
  const flips = stage.flips.map((flip) => measuredFlip(flip, accepted, watched));
  const traffic = trafficBetween(records, 0, durationMs, users);
  const exported = await played.engine.deployment.exportStack();
  const { resources } = STATE.parse(exported.deployment);

  const facts = { ...factsOf(played, steps, flips, resources), traffic };
  const promised = promises(facts);
  const asExpected = steps.every(({ outcome, expected }) => outcome === expected);
  const kept = promised.every(({ held }) => held !== false);
  return {
    schemaVersion: 1,
    verdict: asExpected && kept ? "passed" : "failed",
    startedAt: new Date(startedAt).toISOString(),
    durationMs,
    ...played.head,
    resources: resources.filter(({ type }) => !type.startsWith("pulumi:providers:")).length,
    ...{ steps, traffic, flips },
    canaries: measuredCanaries(stage.canaries, stage.flips, watched),
    alarms: measuredAlarms(played.cloud, startedAt),
    rollbacks: measuredRollbacks(played.decided, watched),
    restores: played.restores,
    timeline: timeline(records, played.observed, durationMs),
    promises: promised,
    skipped: played.skipped,
  };
}

function factsOf(
  { head: { platform }, stage, cloud, startedAt, secrets }: Played,
  steps: Step[],
  flips: Flip[],
  resources: readonly StateResource[],
): Omit<Facts, "traffic"> {
  return {
    ...{ platform, steps, flips },
    jobs: cloud.jobs.map((job) => jobFact(job, startedAt)),
    releases: stage.releases,
    images: imageFacts(resources, steps.at(-1)?.id ?? ""),
    // A wrong configuration of the guard's chapter is of another kind.
    unreadableVersions: steps
      .filter(({ kind, chapter }) => kind === "config" && chapter === "release")
      .map(({ id }) => id),
    withoutCluster: stage.withoutCluster,
    hangs: stage.hangs,
    types: resources.map(({ type }) => type),
    secrets,
  };
}

function jobFact(job: JobRun, startedAt: number): Facts["jobs"][number] {
  const endMs = job.endMs === null ? null : job.endMs - startedAt;
  return { ...job, startMs: job.startMs - startedAt, endMs };
}
