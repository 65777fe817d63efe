import * as pulumi from "@pulumi/pulumi";
import { rdsIdentifier } from "../app/rdsIdentifier";
import { snapshotHash } from "../app/restored";
import type { DatabasePlace } from "./database";
import { databaseInstance, type DatabaseInstance, type InstanceSize } from "./databaseInstance";

export interface RestoredInstanceArgs {
  /** The instance that it is made beside, and as. */
  first: DatabaseInstance;
  database: InstanceSize;
  /** Identifier of an RDS snapshot. */
  snapshot: string;
  /** Whether it is kept from deletion. */
  protect: boolean;
}

/** An instance that RDS makes from a snapshot, beside the first one and as it is. */
export class RestoredInstance extends pulumi.ComponentResource implements DatabasePlace {
  /** A secret. */
  readonly url: pulumi.Output<string>;
  readonly instance: DatabaseInstance;

  constructor(name: string, args: RestoredInstanceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:aws:RestoredInstance", name, {}, opts);
    const { ground } = args.first;
    const identifier = rdsIdentifier("lobechat", snapshotHash(args.snapshot), pulumi.getStack());
    const made = databaseInstance(name, { ...args, identifier, ground }, { parent: this });
    this.url = made.url;
    this.instance = made.instance;
    this.registerOutputs({});
  }
}
