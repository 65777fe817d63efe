import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { BACKUPS, EVERY, SMALL_EXIT, type Every } from "../app/backups";
import type { AppEnvironment } from "./appEnvironment";
import { BACKUP_SCRIPT } from "./backupScript";
import { dumpContainers } from "./dumpContainers";
import { toolPod } from "./toolPod";

/** By which whoever looks finds the pods. */
const LABELS = { "app.kubernetes.io/name": "backups" };

/** An hourly one has to be out of the way of the next. */
const DEADLINE_SECONDS: Record<Every, number> = { hourly: 3000, daily: 7200, weekly: 7200 };

export interface BackupsArgs {
  app: AppEnvironment;
  /** Its pods may write to the bucket, and count what they wrote. */
  serviceAccountName: pulumi.Input<string>;
  /** With the aws command. */
  awsImage: string;
  /** With psql, pg_dump and pg_restore of the server's major version. */
  clientImage: string;
  region: string;
  bucket: pulumi.Input<string>;
}

/** Dumps of the database every hour, day and week, whatever becomes of releases. */
export class Backups extends pulumi.ComponentResource {
  constructor(name: string, args: BackupsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:kubernetes:Backups", name, {}, opts);
    const { namespace } = args.app;
    for (const every of EVERY) {
      const named = `${name}-${every}`;
      new k8s.batch.v1.CronJob(
        named,
        {
          metadata: { name: named, namespace, labels: LABELS },
          spec: cronJobSpec(every, args),
        },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }
}

function cronJobSpec(every: Every, args: BackupsArgs): k8s.types.input.batch.v1.CronJobSpec {
  return {
    schedule: BACKUPS[every].schedule,
    timeZone: "Etc/UTC",
    // One that is still at work says more than a second one beside it.
    concurrencyPolicy: "Forbid",
    startingDeadlineSeconds: 600,
    successfulJobsHistoryLimit: 1,
    failedJobsHistoryLimit: 3,
    jobTemplate: {
      metadata: { labels: LABELS },
      spec: {
        backoffLimit: 1,
        podFailurePolicy: {
          rules: [
            {
              action: "FailJob",
              onExitCodes: { containerName: "upload", operator: "In", values: [SMALL_EXIT] },
            },
          ],
        },
        activeDeadlineSeconds: DEADLINE_SECONDS[every],
        template: { metadata: { labels: LABELS }, spec: podSpec(every, args) },
      },
    },
  };
}

function podSpec(
  every: Every,
  { app, serviceAccountName, awsImage, clientImage, region, bucket }: BackupsArgs,
): k8s.types.input.core.v1.PodSpec {
  const env = {
    EVERY: every,
    STACK: pulumi.getStack(),
    BUCKET: bucket,
    AWS_REGION: region,
  };
  const upload = { image: awsImage, script: BACKUP_SCRIPT, env };
  return toolPod(serviceAccountName, dumpContainers({ app, clientImage, upload }));
}
