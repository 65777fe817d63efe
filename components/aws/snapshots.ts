import * as pulumi from "@pulumi/pulumi";
import type { SnapshotSource } from "../kubernetes/snapshot";
import type { ClusterPlace } from "./cluster";
import type { DatabasePlace } from "./database";
import { SnapshotIdentity } from "./snapshotIdentity";
import { SnapshotStore } from "./snapshotStore";

export interface SnapshotsArgs {
  /** Its pods make the snapshots. */
  cluster: ClusterPlace;
  app: { namespace: pulumi.Input<string> };
  database: DatabasePlace;
  snapshots: { awsImage: string } & ({ kind: "rds" } | { kind: "dump"; clientImage: string });
  /** The bucket that dumps go to, where there is one already. */
  existing: { snapshotBucket: string | undefined };
  region: string;
  /** Whether dumps survive the stack. */
  protect: boolean;
}

/** Where the copies of the database go that are made before each release, and what may make them. */
export class Snapshots extends pulumi.ComponentResource {
  /** What the Job of a release is told. */
  readonly job: {
    serviceAccountName: pulumi.Output<string>;
    awsImage: string;
    region: string;
    source: SnapshotSource;
  };
  /** Where an operator finds them. */
  readonly location: pulumi.Output<string>;

  constructor(name: string, args: SnapshotsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:aws:Snapshots", name, {}, opts);
    const { cluster, app, region, snapshots } = args;
    const parent = { parent: this };

    const { source, location, may } = this.#source(name, args);
    const identity = new SnapshotIdentity(
      name,
      { cluster, namespace: app.namespace, ...may },
      parent,
    );
    const { serviceAccountName } = identity;
    this.job = { serviceAccountName, awsImage: snapshots.awsImage, region, source };
    this.location = location;
    this.registerOutputs({});
  }

  #source(name: string, { database, snapshots, existing, protect }: SnapshotsArgs) {
    if (snapshots.kind === "dump") {
      const bucket =
        existing.snapshotBucket ?? new SnapshotStore(name, { protect }, { parent: this }).bucket;
      const source: SnapshotSource = { kind: "dump", clientImage: snapshots.clientImage, bucket };
      return { source, location: pulumi.interpolate`s3://${bucket}`, may: { bucket } };
    }
    const { instance } = database;
    if (instance === undefined)
      throw new pulumi.ResourceError("RDS copies only an instance that the program made", this);
    const source: SnapshotSource = { kind: "rds", instance: instance.identifier };
    return { source, location: pulumi.interpolate`rds:${instance.identifier}`, may: { instance } };
  }
}
