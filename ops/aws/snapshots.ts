import type { AwsAccess } from "../../components/guard/awsAccess";
import { BRIEFLY } from "../../components/guard/briefly";
import { withClient } from "../../components/guard/withClient";
import type { Operations } from "../operations";
import { listDumps } from "./dumps";

/** What a database can be restored from. */
export interface Snapshot {
  /** Key of a dump in the bucket, or identifier of an RDS snapshot. */
  key: string;
  at: Date;
  /** null for one of RDS, which knows only what was allocated. */
  bytes: number | null;
}

/** @returns dumps and RDS snapshots, the newest first @throws Error of the SDK when they cannot be listed */
export async function listSnapshots(
  access: AwsAccess,
  { dumpBucket, databaseInstances }: Pick<Operations, "dumpBucket" | "databaseInstances">,
): Promise<Snapshot[]> {
  const lists = await Promise.all([
    dumpBucket === null ? [] : listDumps(access, dumpBucket),
    ...databaseInstances.map((instance) => listOfRds(access, instance)),
  ]);
  return lists.flat().sort((one, other) => other.at.getTime() - one.at.getTime());
}

/** Those that are whole, whoever made them: a release, RDS by night, or somebody by hand. */
async function listOfRds(access: AwsAccess, instance: string): Promise<Snapshot[]> {
  const { paginateDescribeDBSnapshots, RDSClient } = await import("@aws-sdk/client-rds");
  return withClient(new RDSClient({ ...access, ...BRIEFLY }), async (client) => {
    const found: Snapshot[] = [];
    const asked = { DBInstanceIdentifier: instance };
    for await (const { DBSnapshots = [] } of paginateDescribeDBSnapshots({ client }, asked))
      for (const { DBSnapshotIdentifier: key, SnapshotCreateTime: at, Status } of DBSnapshots)
        if (key !== undefined && at !== undefined && Status === "available")
          found.push({ key, at, bytes: null });
    return found;
  });
}
