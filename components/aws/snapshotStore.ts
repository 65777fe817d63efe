import * as pulumi from "@pulumi/pulumi";
import { ABORT_UPLOADS, expireAfter, expireVersionsAfter, privateBucket } from "./privateBucket";

/** Longer than anyone goes back. */
const DAYS_KEPT = 90;

/** How long a deleted dump can still be had back. */
const DAYS_DELETED = 30;

export interface SnapshotStoreArgs {
  /** Whether the dumps survive the stack. */
  protect: boolean;
}

/** The bucket for dumps of the database. */
export class SnapshotStore extends pulumi.ComponentResource {
  readonly bucket: pulumi.Output<string>;

  constructor(
    name: string,
    { protect }: SnapshotStoreArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("lobechat:aws:SnapshotStore", name, {}, opts);
    const { name: bucket } = privateBucket(
      name,
      {
        protect,
        versioned: true,
        lifecycle: [ABORT_UPLOADS, expireAfter(DAYS_KEPT), expireVersionsAfter(DAYS_DELETED)],
      },
      { parent: this },
    );
    this.bucket = bucket;
    this.registerOutputs({});
  }
}
