import * as pulumi from "@pulumi/pulumi";
import { derive } from "../app/derive";
import type { BackupsArgs } from "../kubernetes/backups";
import type { SnapshotArgs, SnapshotSource } from "../kubernetes/snapshot";
import { mayBackUp } from "./backupPolicy";
import type { ClusterPlace } from "./cluster";
import type { DatabasePlace } from "./database";
import { podIdentity } from "./podIdentity";
import { SnapshotIdentity } from "./snapshotIdentity";
import { SnapshotStore } from "./snapshotStore";

export interface SnapshotsArgs {
  /** Its pods make the snapshots. */
  cluster: ClusterPlace;
  app: { namespace: pulumi.Input<string> };
  database: DatabasePlace;
  snapshots: { awsImage: string } & ({ kind: "rds" } | { kind: "dump"; clientImage: string });
  /** undefined: no dumps but those of releases. */
  backups: { clientImage: string } | undefined;
  /** The bucket that dumps go to, where there is one already. */
  existing: { snapshotBucket: string | undefined };
  region: string;
  /** Whether dumps survive the stack. */
  protect: boolean;
}

/** Where the copies of the database go that are made before each release, and what may make them. */
export class Snapshots extends pulumi.ComponentResource {
  /** What the Job of a release is told. */
  readonly job: Omit<SnapshotArgs, "app" | "release" | "after">;
  /** Where dumps go, where there are any. */
  readonly bucket: pulumi.Output<string> | undefined;
  /** What the CronJobs of the backups are told, where there are any. */
  readonly backups: Omit<BackupsArgs, "app"> | undefined;
  /** Where an operator finds them. */
  readonly location: pulumi.Output<string>;

  constructor(name: string, args: SnapshotsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:aws:Snapshots", name, {}, opts);
    const { cluster, app, region, snapshots } = args;
    const parent = { parent: this };

    const bucket = this.#bucket(name, args);
    this.bucket = bucket;
    const { source, location, may } = this.#source(args, bucket);
    const identity = new SnapshotIdentity(
      name,
      { cluster, namespace: app.namespace, ...may },
      parent,
    );
    const { serviceAccountName } = identity;
    this.backups = this.#backups(args, bucket);
    this.job = { serviceAccountName, awsImage: snapshots.awsImage, region, source };
    this.location = location;
    this.registerOutputs({});
  }

  /** One for all dumps: those of releases, and the backups. */
  #bucket(name: string, { snapshots, backups, existing, protect }: SnapshotsArgs) {
    if (existing.snapshotBucket !== undefined) return pulumi.output(existing.snapshotBucket);
    if (snapshots.kind !== "dump" && backups === undefined) return undefined;
    return new SnapshotStore(name, { protect }, { parent: this }).bucket;
  }

  #source({ database, snapshots }: SnapshotsArgs, bucket: pulumi.Output<string> | undefined) {
    if (snapshots.kind === "dump" && bucket !== undefined) {
      const source: SnapshotSource = { kind: "dump", clientImage: snapshots.clientImage, bucket };
      return { source, location: pulumi.interpolate`s3://${bucket}`, may: { bucket } };
    }
    const { instance } = database;
    if (instance === undefined)
      throw new pulumi.ResourceError("RDS copies only an instance that the program made", this);
    const source: SnapshotSource = { kind: "rds", instance: instance.identifier };
    return { source, location: pulumi.interpolate`rds:${instance.identifier}`, may: { instance } };
  }

  #backups(
    { cluster, app, region, snapshots, backups }: SnapshotsArgs,
    bucket: pulumi.Output<string> | undefined,
  ): Snapshots["backups"] {
    if (backups === undefined || bucket === undefined) return undefined;
    const policy = derive(bucket, mayBackUp);
    const serviceAccountName = podIdentity(
      "backups",
      { cluster, namespace: app.namespace, policy },
      { parent: this },
    );
    const { awsImage } = snapshots;
    return { serviceAccountName, awsImage, ...backups, region, bucket };
  }
}
