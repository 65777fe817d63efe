import * as pulumi from "@pulumi/pulumi";
import { BACKUPS, BACKUPS_PREFIX, EVERY, type Every } from "../app/backups";
import {
  ABORT_UPLOADS,
  expireAfter,
  expireUnder,
  expireVersionsAfter,
  privateBucket,
} from "./privateBucket";

/** Longer than anyone goes back. */
const DAYS_KEPT = 90;

/** How long a deleted dump can still be had back. */
const DAYS_DELETED = 30;

/** The same of an hourly dump, of which there are too many to keep each for a month, and yet a weekend long. */
const LEAST_DAYS_DELETED = 3;

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
        lifecycle: [
          ABORT_UPLOADS,
          expireAfter(DAYS_KEPT),
          expireVersionsAfter(DAYS_DELETED),
          // Where two rules meet, S3 follows the one that is sooner.
          ...EVERY.map(backupsExpire),
        ],
      },
      { parent: this },
    );
    this.bucket = bucket;
    this.registerOutputs({});
  }
}

function backupsExpire(every: Every) {
  const { daysKept } = BACKUPS[every];
  const versionDays = Math.max(daysKept, LEAST_DAYS_DELETED);
  return expireUnder(`${BACKUPS_PREFIX}/${every}/`, daysKept, versionDays);
}
