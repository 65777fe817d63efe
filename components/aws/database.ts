import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { rdsCertificates } from "../app/rdsCertificates";
import { rdsIdentifier } from "../app/rdsIdentifier";
import type { ClusterPlace } from "./cluster";
import { serviceLogs } from "./serviceLogs";
import type { NetworkPlace } from "./network";
import { podsOnly } from "./podsOnly";

/** The shared PostgreSQL: one that the program made, or one that was there. */
export interface DatabasePlace {
  /** A secret. It says `sslmode=verify-full`. */
  url: pulumi.Output<string>;
  /** What vouches for its certificate, in PEM, where no public authority does. */
  caBundle?: string | undefined;
  /** The RDS instance, where the program made it. */
  instance?: DatabaseInstance;
}

export interface DatabaseInstance {
  identifier: pulumi.Output<string>;
  arn: pulumi.Output<string>;
}

export interface DatabaseArgs {
  /** Its private subnets, in at least two zones. */
  network: Pick<NetworkPlace, "vpcId" | "privateSubnetIds">;
  /** Its pods' security group is the only one that may connect. */
  cluster: Pick<ClusterPlace, "podSecurityGroupId">;
  database: {
    /** Such as `db.m7g.large`. */
    instanceClass: string;
    storageGiB: number;
    /** How far the storage grows by itself. */
    maxStorageGiB: number;
    /** PostgreSQL's major. Minors follow by themselves, in the maintenance window. */
    version: string;
    /** Whether a copy in a second zone takes over when the first one fails. */
    multiAz: boolean;
  };
  region: string;
  /** Whether the database is kept from deletion. */
  protect: boolean;
}

/**
 * PostgreSQL by RDS, which both colours share. Its users' chats are in it: it can be brought back to any second
 * of the last 35 days, speaks TLS alone, and lets only LobeHub's pods in. pgvector comes with RDS.
 */
export class Database extends pulumi.ComponentResource implements DatabasePlace {
  /** A secret. */
  readonly url: pulumi.Output<string>;
  readonly caBundle: string;
  readonly instance: DatabaseInstance;

  constructor(name: string, args: DatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:aws:Database", name, {}, opts);
    const { protect } = args;
    const parent = { parent: this };
    const kept = { ...parent, protect, retainOnDelete: protect };
    this.caBundle = rdsCertificates(args.region);

    const password = new random.RandomPassword(name, { length: 32, special: false }, kept);
    const subnets = new aws.rds.SubnetGroup(
      name,
      { subnetIds: args.network.privateSubnetIds, tags: { Name: name } },
      parent,
    );
    const parameters = new aws.rds.ParameterGroup(
      name,
      {
        family: `postgres${args.database.version}`,
        parameters: [{ name: "rds.force_ssl", value: "1" }],
        tags: { Name: name },
      },
      parent,
    );
    // Known beforehand, because the names of the log groups have to be.
    const identifier = rdsIdentifier("lobechat", pulumi.getStack());
    const logs = LOG_EXPORTS.map((log) =>
      serviceLogs(`${name}-${log}`, `/aws/rds/instance/${identifier}/${log}`, protect, parent),
    );
    const access = podsOnly(
      name,
      { ...args, port: ENGINE.port, description: "Database of LobeChat" },
      parent,
    );
    const instance = new aws.rds.Instance(
      name,
      {
        identifier,
        ...ENGINE,
        ...sizeOf(args.database),
        ...upkeep(identifier, protect),
        engineVersion: args.database.version,
        password: password.result,
        dbSubnetGroupName: subnets.name,
        parameterGroupName: parameters.name,
        vpcSecurityGroupIds: [access],
        tags: { Name: name },
      },
      { ...kept, dependsOn: logs },
    );

    this.url = pulumi.secret(
      pulumi.interpolate`postgresql://${ENGINE.username}:${password.result}@${instance.address}:${instance.port}/${ENGINE.dbName}?sslmode=verify-full`,
    );
    this.instance = { identifier: instance.identifier, arn: instance.arn };
    this.registerOutputs({});
  }
}

const LOG_EXPORTS = ["postgresql", "upgrade"];

/** What cannot be changed of an instance, or is never. */
const ENGINE = {
  engine: "postgres",
  port: 5432,
  dbName: "lobechat",
  username: "lobechat",
  storageType: "gp3",
  storageEncrypted: true,
  publiclyAccessible: false,
  caCertIdentifier: "rds-ca-rsa2048-g1",
};

function sizeOf({ instanceClass, storageGiB, maxStorageGiB, multiAz }: DatabaseArgs["database"]) {
  return {
    instanceClass,
    multiAz,
    allocatedStorage: storageGiB,
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
