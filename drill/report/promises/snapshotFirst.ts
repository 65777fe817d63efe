import { counted } from "../words";
import type { Facts, JobFact } from "./facts";
import { type Evidence, type Judgement, judged } from "./judgement";
import { isWorkload, RUNS_IN, workloadText } from "./resources";

const JOB = /^(snapshot|migration)-(.+)$/;

type JobFacts = Pick<Facts, "platform" | "steps" | "jobs">;

/** Rule 3: snapshot, then migration, then boot; once for each release. */
export function snapshotFirst(facts: JobFacts): Judgement {
  const migrations = jobsOf("migration", facts.jobs);
  const broken = [
    ...migrations.flatMap((migration) => tooEarly(migration, facts)),
    ...twice(facts),
    ...facts.jobs
      .filter(({ outcome }) => outcome === "failed")
      .flatMap((job) => wentOn(job, facts)),
  ];
  const last = migrations.at(-1);
  const failed = jobsOf("snapshot", facts.jobs).filter(({ outcome }) => outcome === "failed");
  const stopped =
    failed.length === 0
      ? ""
      : `; ${counted(failed.length, "failed snapshot")} changed no ${RUNS_IN[facts.platform].one}`;
  return judged(
    broken,
    last && {
      step: stepAt(last, facts),
      text: `${counted(migrations.length, "migration")}, each once and after its snapshot${stopped}`,
    },
  );
}

function tooEarly(migration: JobFact, facts: JobFacts): Evidence[] {
  const release = JOB.exec(migration.name)?.[2];
  const done = facts.jobs.some(
    ({ name, outcome, endMs }) =>
      name === `snapshot-${String(release)}` &&
      outcome === "succeeded" &&
      endMs !== null &&
      endMs <= migration.startMs,
  );
  if (done) return [];
  return [
    {
      step: stepAt(migration, facts),
      text: `${migration.name} began before its snapshot was there`,
    },
  ];
}

/** A release that both colours have left is a new one when it comes back: its Job went with it. */
function twice(facts: JobFacts): Evidence[] {
  const { jobs, steps } = facts;
  const done = jobs.filter(({ outcome }) => outcome === "succeeded");
  return done.flatMap((job, at) => {
    const before = done.slice(0, at).findLast(({ name }) => name === job.name);
    if (before === undefined || wasDeleted(job.name, before.startMs, steps)) return [];
    return [{ step: stepAt(job, facts), text: `${job.name} ran a second time` }];
  });
}

function wasDeleted(job: string, sinceMs: number, steps: JobFacts["steps"]): boolean {
  return steps.some(
    ({ startMs, durationMs, update }) =>
      startMs + durationMs >= sinceMs &&
      update?.changed.some(({ op, name }) => op === "delete" && name === job),
  );
}

/** A release whose Job failed changes nothing that runs the app. */
function wentOn(job: JobFact, facts: JobFacts): Evidence[] {
  const step = stepAt(job, facts);
  const changed = facts.steps.find(({ id }) => id === step)?.update?.changed ?? [];
  return changed.filter(isWorkload).map((workload) => ({
    step,
    text: `${workloadText(workload)} changed though ${job.name} failed`,
  }));
}

function jobsOf(kind: "snapshot" | "migration", jobs: readonly JobFact[]): JobFact[] {
  return jobs.filter(({ name }) => JOB.exec(name)?.[1] === kind);
}

function stepAt({ startMs }: JobFact, { steps }: JobFacts): string {
  return steps.findLast((step) => step.startMs <= startMs)?.id ?? "";
}
