import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { DEADLINES } from "../app/lifecycle";
import { rdsIdentifier } from "../app/rdsIdentifier";
import type { AppEnvironment } from "./appEnvironment";
import { dumpContainers } from "./dumpContainers";
import { RDS_SNAPSHOT_SCRIPT } from "./rdsSnapshotScript";
import { releaseJob } from "./releaseJob";
import { UPLOAD_SCRIPT } from "./snapshotScript";
import { TOOL, toolPod, type PodContainers } from "./toolPod";

/** What is copied, and how. */
export type SnapshotSource =
  | {
      kind: "dump";
      /** With psql, pg_dump and pg_restore of the server's major version. */
      clientImage: string;
      /** Where the dump goes. */
      bucket: pulumi.Input<string>;
    }
  | {
      kind: "rds";
      /** Identifier of the RDS instance. */
      instance: pulumi.Input<string>;
    };

export interface SnapshotArgs {
  app: AppEnvironment;
  /** The release's name, which every snapshot tells. */
  release: string;
  /** Its pods may write to the bucket, or copy the instance. */
  serviceAccountName: pulumi.Input<string>;
  /** With the aws command. */
  awsImage: string;
  region: string;
  source: SnapshotSource;
  /** What has to be there before anything is copied. */
  after: pulumi.Input<pulumi.Resource>[];
}

/** A copy of the database, made once before a release migrates it. */
export class Snapshot extends pulumi.ComponentResource {
  readonly job: k8s.batch.v1.Job;

  constructor(name: string, args: SnapshotArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:kubernetes:Snapshot", name, {}, opts);
    this.job = releaseJob(
      name,
      {
        namespace: args.app.namespace,
        deadlineSeconds: DEADLINES.snapshotJobSeconds,
        retries: 1,
        pod: toolPod(args.serviceAccountName, containersOf(args)),
      },
      {
        parent: this,
        dependsOn: args.after,
        ...(args.source.kind === "rds" ? { ignoreChanges: [COPIED] } : {}),
      },
    );
    this.registerOutputs({});
  }
}

/** What a release was copied from stays: only releases to come are copied from another instance. */
const COPIED = "spec.template.spec.containers[0].env[0].value";

function containersOf(args: SnapshotArgs): PodContainers {
  const { app, release, awsImage, region, source } = args;
  if (source.kind === "rds") return { containers: [rdsContainer(args, source.instance)] };
  const env = { RELEASE: release, BUCKET: source.bucket, AWS_REGION: region };
  const upload = { image: awsImage, script: UPLOAD_SCRIPT, env };
  return dumpContainers({ app, clientImage: source.clientImage, upload });
}

function rdsContainer(
  { release, awsImage, region }: SnapshotArgs,
  instance: pulumi.Input<string>,
): k8s.types.input.core.v1.Container {
  return {
    ...TOOL,
    name: "snapshot",
    image: awsImage,
    command: ["sh", "-c", RDS_SNAPSHOT_SCRIPT],
    env: [
      { name: "INSTANCE", value: instance },
      { name: "RELEASE", value: release },
      { name: "PREFIX", value: rdsIdentifier("lobechat", release) },
      { name: "AWS_REGION", value: region },
      { name: "HOME", value: "/tmp" },
    ],
  };
}
