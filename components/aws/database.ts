import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { POSTGRES_PORT } from "../app/ports";
import { rdsCertificates } from "../app/rdsCertificates";
import { rdsIdentifier } from "../app/rdsIdentifier";
import type { ClusterPlace } from "./cluster";
import { databaseInstance, type DatabaseInstance, type InstanceSize } from "./databaseInstance";
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

export interface DatabaseArgs {
  /** Its private subnets, in at least two zones. */
  network: Pick<NetworkPlace, "vpcId" | "privateSubnetIds">;
  /** Its pods' security group is the only one that may connect. */
  cluster: Pick<ClusterPlace, "podSecurityGroupId">;
  database: InstanceSize;
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
    const access = podsOnly(
      name,
      { ...args, port: POSTGRES_PORT, description: "Database of LobeChat" },
      parent,
    );
    const ground = {
      password: password.result,
      dbSubnetGroupName: subnets.name,
      parameterGroupName: parameters.name,
      vpcSecurityGroupIds: [access],
    };
    const made = databaseInstance(name, { ...args, identifier, ground }, parent);
    this.url = made.url;
    this.instance = made.instance;
    this.registerOutputs({});
  }
}
