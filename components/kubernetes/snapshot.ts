import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { DUMP_FOLDER, DUMP_SCRIPT } from "../app/dumpScript";
import { DEADLINES } from "../app/lifecycle";
import { rdsIdentifier } from "../app/rdsIdentifier";
import { CONTAINER_SECURITY_CONTEXT, podSecurityContext } from "./podSecurity";
import type { AppEnvironment } from "./appEnvironment";
import { RDS_SNAPSHOT_SCRIPT } from "./rdsSnapshotScript";
import { releaseJob } from "./releaseJob";
import { UPLOAD_SCRIPT } from "./snapshotScript";
import { trustMount } from "./trust";

/** `postgres` in Alpine's image; any user that is not root would do. */
const CLIENT_USER = 70;

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
        pod: {
          restartPolicy: "Never",
          serviceAccountName: args.serviceAccountName,
          // Of the cluster's API. What AWS knows the pod by is a token of its own.
          automountServiceAccountToken: false,
          securityContext: podSecurityContext(CLIENT_USER),
          ...containersOf(args),
        },
      },
      { parent: this, dependsOn: args.after },
    );
    this.registerOutputs({});
  }
}

type Containers = Pick<
  k8s.types.input.core.v1.PodSpec,
  "initContainers" | "containers" | "volumes"
>;

const CONTAINER = {
  securityContext: CONTAINER_SECURITY_CONTEXT,
  resources: { requests: { cpu: "250m", memory: "256Mi" }, limits: { memory: "1Gi" } },
};

function containersOf(args: SnapshotArgs): Containers {
  const { source } = args;
  return source.kind === "dump"
    ? { ...dumpContainers(args, source) }
    : { containers: [rdsContainer(args, source.instance)] };
}

/** The dump is whole and proved before the container that uploads it starts. */
function dumpContainers(
  { app, release, awsImage, region }: SnapshotArgs,
  { clientImage, bucket }: Extract<SnapshotSource, { kind: "dump" }>,
): Containers {
  const trust = trustMount(app.trust);
  const dump = { name: "dump", mountPath: DUMP_FOLDER };
  return {
    initContainers: [
      {
        ...CONTAINER,
        name: "dump",
        image: clientImage,
        command: ["sh", "-c", DUMP_SCRIPT],
        env: [
          {
            name: "DATABASE_URL",
            valueFrom: { secretKeyRef: { name: app.secretName, key: "DATABASE_URL" } },
          },
          ...(app.trust === undefined ? [PUBLIC_AUTHORITIES] : trust.env),
        ],
        volumeMounts: [dump, ...trust.volumeMounts],
      },
    ],
    containers: [
      {
        ...CONTAINER,
        name: "upload",
        image: awsImage,
        command: ["sh", "-c", UPLOAD_SCRIPT],
        env: [
          { name: "RELEASE", value: release },
          { name: "BUCKET", value: bucket },
          { name: "AWS_REGION", value: region },
          // The aws command wants a home that it may write to.
          { name: "HOME", value: DUMP_FOLDER },
        ],
        volumeMounts: [dump],
      },
    ],
    volumes: [{ name: "dump", emptyDir: {} }, ...trust.volumes],
  };
}

/** PostgreSQL's clients trust nobody unless they are told to: they know this word from 16 on. */
const PUBLIC_AUTHORITIES = { name: "PGSSLROOTCERT", value: "system" };

function rdsContainer(
  { release, awsImage, region }: SnapshotArgs,
  instance: pulumi.Input<string>,
): k8s.types.input.core.v1.Container {
  return {
    ...CONTAINER,
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
