import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { DEADLINES } from "../app/lifecycle";
import { CONTAINER_SECURITY_CONTEXT, podSecurityContext } from "./podSecurity";
import type { AppEnvironment } from "./appEnvironment";
import { releaseJob } from "./releaseJob";
import { DUMP_FOLDER, DUMP_SCRIPT, UPLOAD_SCRIPT } from "./snapshotScript";

/** `postgres` in Alpine's image; any user that is not root would do. */
const CLIENT_USER = 70;

export interface SnapshotArgs {
  app: AppEnvironment;
  /** The release's name: the folder of its snapshots. */
  release: string;
  bucket: string;
  /** With psql, pg_dump and pg_restore of the server's major version. */
  clientImage: string;
  /** With the aws command. */
  uploadImage: string;
  /** Its pods may write to the bucket. */
  serviceAccountName: pulumi.Input<string>;
}

/** A checked dump of the database, made once before a release migrates it. */
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
        pod: snapshotPod(args),
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

function snapshotPod(args: SnapshotArgs): k8s.types.input.core.v1.PodSpec {
  const shared = {
    volumeMounts: [{ name: "dump", mountPath: DUMP_FOLDER }],
    securityContext: CONTAINER_SECURITY_CONTEXT,
    resources: { requests: { cpu: "250m", memory: "256Mi" }, limits: { memory: "1Gi" } },
  };
  return {
    restartPolicy: "Never",
    serviceAccountName: args.serviceAccountName,
    securityContext: podSecurityContext(CLIENT_USER),
    // The dump is whole and proved before the container that uploads it starts.
    initContainers: [
      {
        ...shared,
        name: "dump",
        image: args.clientImage,
        command: ["sh", "-c", DUMP_SCRIPT],
        env: [
          {
            name: "DATABASE_URL",
            valueFrom: { secretKeyRef: { name: args.app.secretName, key: "DATABASE_URL" } },
          },
        ],
      },
    ],
    containers: [
      {
        ...shared,
        name: "upload",
        image: args.uploadImage,
        command: ["sh", "-c", UPLOAD_SCRIPT],
        env: [
          { name: "RELEASE", value: args.release },
          { name: "BUCKET", value: args.bucket },
          // The aws command wants a home that it may write to.
          { name: "HOME", value: DUMP_FOLDER },
        ],
      },
    ],
    volumes: [{ name: "dump", emptyDir: {} }],
  };
}
