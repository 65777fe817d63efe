import * as pulumi from "@pulumi/pulumi";
import { BACKUP_METRIC, STALE_MINUTES } from "../app/backups";
import { alarmName, metricAlarm } from "./metricAlarm";

const PERIOD_SECONDS = 300;

export interface BackupAlarmArgs {
  notify: pulumi.Input<string>[];
}

/**
 * An alarm on the age of the newest good backup. A job that never starts counts nothing, so nothing counted is what is
 * bad; and the alarm is on until the first one is there.
 *
 * @returns its name in CloudWatch
 */
export function backupAlarm(
  { notify }: BackupAlarmArgs,
  opts: pulumi.CustomResourceOptions,
): string {
  const name = "backups-stale";
  const periods = (STALE_MINUTES * 60) / PERIOD_SECONDS;
  metricAlarm(
    name,
    {
      description: `No good hourly dump of the database for ${STALE_MINUTES} min: what is written now could not be had back.`,
      of: {
        namespace: BACKUP_METRIC.namespace,
        metricName: BACKUP_METRIC.name,
        dimensions: { Stack: pulumi.getStack(), Every: "hourly" },
        stat: "Sum",
        period: PERIOD_SECONDS,
      },
      is: "<",
      threshold: 1,
      points: { bad: periods, of: periods },
      missing: "bad",
      notify,
    },
    opts,
  );
  return alarmName(name);
}
