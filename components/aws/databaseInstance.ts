import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { POSTGRES_PORT } from "../app/ports";
import { serviceLogs } from "./serviceLogs";

/** How large it is. */
export interface InstanceSize {
  /** Such as `db.m7g.large`. */
  instanceClass: string;
  storageGiB: number;
  /** How far the storage grows by itself. */
  maxStorageGiB: number;
  /** PostgreSQL's major. Minors follow by themselves, in the maintenance window. */
  version: string;
  /** Whether a copy in a second zone takes over when the first one fails. */
  multiAz: boolean;
}

/** What an instance and those that are restored beside it have in common. */
export interface DatabaseGround {
  /** A secret. */
  password: pulumi.Output<string>;
  dbSubnetGroupName: pulumi.Output<string>;
  parameterGroupName: pulumi.Output<string>;
  vpcSecurityGroupIds: pulumi.Output<string>[];
}

/** The RDS instance of a database. */
export interface DatabaseInstance {
  identifier: pulumi.Output<string>;
  arn: pulumi.Output<string>;
  /** What one that is restored beside it needs. */
  ground: DatabaseGround;
}

export interface DatabaseInstanceArgs {
  identifier: string;
  ground: DatabaseGround;
  database: InstanceSize;
  /** Identifier of the RDS snapshot that it begins with. @default it begins empty */
  snapshot?: string;
  /** Whether it is kept from deletion. */
  protect: boolean;
}

/** How long RDS may take to make one from a snapshot: longer than the provider waits where nothing is said. */
const CREATE = "120m";

/** An instance of PostgreSQL by RDS, with its log groups. @returns its address too, as a secret */
export function databaseInstance(
  name: string,
  { identifier, ground, database, snapshot, protect }: DatabaseInstanceArgs,
  opts: pulumi.CustomResourceOptions,
): { url: pulumi.Output<string>; instance: DatabaseInstance } {
  const logs = LOG_EXPORTS.map((log) =>
    serviceLogs(`${name}-${log}`, `/aws/rds/instance/${identifier}/${log}`, protect, opts),
  );
  const made = new aws.rds.Instance(
    name,
    {
      identifier,
      ...ENGINE,
      ...sizeOf(database),
      ...upkeep(identifier, protect),
      ...(snapshot === undefined ? empty(database) : { snapshotIdentifier: snapshot }),
      ...ground,
      tags: { Name: name },
    },
    {
      ...opts,
      ...{ protect, retainOnDelete: protect, dependsOn: logs },
      ...(snapshot === undefined ? {} : { customTimeouts: { create: CREATE } }),
    },
  );
  const instance = { identifier: made.identifier, arn: made.arn, ground };
  return { url: instanceUrl(made, ground), instance };
}

/** @returns a secret, which says `sslmode=verify-full` */
function instanceUrl(
  { address, port }: aws.rds.Instance,
  { password }: DatabaseGround,
): pulumi.Output<string> {
  return pulumi.secret(
    pulumi.interpolate`postgresql://${USERNAME}:${password}@${address}:${port}/${DB_NAME}?sslmode=verify-full`,
  );
}

const LOG_EXPORTS = ["postgresql", "upgrade"];

const DB_NAME = "lobechat";
const USERNAME = "lobechat";

/** What cannot be changed of an instance, or is never. */
const ENGINE = {
  engine: "postgres",
  port: POSTGRES_PORT,
  storageType: "gp3",
  storageEncrypted: true,
  publiclyAccessible: false,
  caCertIdentifier: "rds-ca-rsa2048-g1",
};

/** What a snapshot brings with it, and RDS takes from nobody else. */
function empty({ version, storageGiB }: InstanceSize) {
  return {
    dbName: DB_NAME,
    username: USERNAME,
    engineVersion: version,
    allocatedStorage: storageGiB,
  };
}

function sizeOf({ instanceClass, storageGiB, maxStorageGiB, multiAz }: InstanceSize) {
  return {
    instanceClass,
    multiAz,
    // RDS wants a limit that is above what there is; 0 stands for none.
    maxAllocatedStorage: maxStorageGiB > storageGiB ? maxStorageGiB : 0,
  };
}

function upkeep(identifier: string, protect: boolean) {
  return {
    backupRetentionPeriod: 35,
    copyTagsToSnapshot: true,
    deletionProtection: protect,
    skipFinalSnapshot: !protect,
    ...(protect ? { finalSnapshotIdentifier: `${identifier}-final` } : {}),
    autoMinorVersionUpgrade: true,
    // A change that restarts PostgreSQL waits for the maintenance window.
    applyImmediately: false,
    performanceInsightsEnabled: true,
    performanceInsightsRetentionPeriod: 7,
    enabledCloudwatchLogsExports: LOG_EXPORTS,
  };
}
