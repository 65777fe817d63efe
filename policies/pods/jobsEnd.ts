import { resourceRule } from "../rule";
import type { Part, Seen } from "../seen";
import { CRON_JOB, JOB } from "./workloads";

const WANTED = ["activeDeadlineSeconds", "backoffLimit"] as const;

const AWAIT = "pulumi.com/timeoutSeconds";

export const jobsEnd = resourceRule({
  name: "jobs-end",
  description:
    "Every Job has a deadline and a number of tries, and an update waits until both have had their say.",
  severity: "high",
  mend: "make the Job by releaseJob() of components/kubernetes/releaseJob.ts, which sets activeDeadlineSeconds, backoffLimit and an await that is longer.",
  types: [JOB, CRON_JOB],
  checks: [endless, givenUpBefore],
});

function endless(job: Seen): string | undefined {
  const spec = jobSpec(job);
  const missing = WANTED.filter((name) => !spec.has(name));
  return missing.length === 0 ? undefined : `has no ${missing.join(" and no ")}`;
}

/** Pulumi waits ten minutes where nothing is said; the message of a deadline should be Kubernetes' own. */
function givenUpBefore(job: Seen): string | undefined {
  if (job.type === CRON_JOB) return undefined;
  const deadline = jobSpec(job).number("activeDeadlineSeconds");
  const seconds = job.number("metadata", "annotations", AWAIT) ?? 600;
  return deadline === undefined || seconds > deadline
    ? undefined
    : `has ${deadline} s to end, of which an update waits ${seconds} (${AWAIT})`;
}

function jobSpec(job: Seen): Part {
  return job.type === CRON_JOB ? job.part("spec", "jobTemplate", "spec") : job.part("spec");
}
