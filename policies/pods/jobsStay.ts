import { resourceRule } from "../rule";
import type { Seen } from "../seen";
import { JOB } from "./workloads";

export const jobsStay = resourceRule({
  name: "jobs-stay",
  description: "A Job that has ended stays, so that the next update does not run it a second time.",
  severity: "critical",
  mend: "leave ttlSecondsAfterFinished out: a refresh drops a Job that is gone from the state, and the next update makes snapshot and migration again.",
  types: [JOB],
  checks: [cleanedUp],
});

function cleanedUp(job: Seen): string | undefined {
  const seconds = job.number("spec", "ttlSecondsAfterFinished");
  return seconds === undefined ? undefined : `is deleted ${seconds} s after it has ended`;
}
