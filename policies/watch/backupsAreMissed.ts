import { CRON_JOB } from "../pods/workloads";
import { stackRule } from "../rule";
import type { Seen } from "../seen";
import { METRIC_ALARM } from "./alarms";

/** The latest that somebody hears of it, in minutes: an hour between two, and what one takes. */
const MOST_MINUTES = 90;

export const backupsAreMissed = stackRule({
  name: "backups-are-missed",
  description: "Hourly dumps run, and an alarm rings when there was no good one.",
  severity: "critical",
  mend: 'keep backupAlarm() of components/aws/backupAlarm.ts, with missing: "bad": a job that does not run counts nothing. Where no dumps are wanted, lobechat:backups is false.',
  check: (stack, look) => {
    const alarms = stack.of(METRIC_ALARM);
    for (const job of stack.of(CRON_JOB)) {
      if (!job.name.endsWith("-hourly")) continue;
      look(job, () => atRest(job) ?? unheard(alarms));
    }
  },
});

function atRest(job: Seen): string | undefined {
  if (job.flag("spec", "suspend") === true) return "is suspended";
  const schedule = job.text("spec", "schedule") ?? "";
  return /^\d+ \* \* \* \*$/.test(schedule) ? undefined : `runs by ${schedule}, and not every hour`;
}

function unheard(alarms: readonly Seen[]): string | undefined {
  const alarm = alarms.find((each) => each.text("metricName") === "GoodBackups");
  if (alarm === undefined) return "is missed by no alarm";
  const missing = alarm.text("treatMissingData") ?? "missing";
  if (missing !== "breaching")
    return `is missed by an alarm that takes no data for ${missing} (treatMissingData)`;
  const minutes = ((alarm.number("period") ?? 0) * (alarm.number("evaluationPeriods") ?? 0)) / 60;
  return minutes <= MOST_MINUTES ? undefined : `is missed only after ${minutes} minutes`;
}
