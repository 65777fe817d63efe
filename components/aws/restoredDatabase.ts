import * as pulumi from "@pulumi/pulumi";
import { besideUrl, restoredDatabase, type RestoreSettings } from "../app/restored";
import { derive } from "../app/derive";
import { Restore, type RestoreArgs } from "../kubernetes/restore";
import type { ClusterPlace } from "./cluster";
import type { DatabasePlace } from "./database";
import { policyDocument } from "./policyDocument";
import { podIdentity } from "./podIdentity";

export interface RestoredDatabaseArgs extends Pick<
  RestoreArgs,
  "app" | "awsImage" | "clientImage" | "region" | "release" | "registry"
> {
  cluster: Pick<ClusterPlace, "name">;
  /** The first database. Whatever is restored goes beside it. */
  database: Pick<DatabasePlace, "url">;
  secrets: { keyVaultsSecret: pulumi.Input<string> };
  /** Where the dumps are. */
  bucket: pulumi.Input<string>;
  restore: RestoreSettings;
}

/** A dump, restored beside the live database, and where users are served from meanwhile and afterwards. */
export class RestoredDatabase extends pulumi.ComponentResource {
  /** What the app is told. A secret. */
  readonly servingUrl: pulumi.Output<string>;

  constructor(name: string, args: RestoredDatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:aws:RestoredDatabase", name, {}, opts);
    const { restore, database, bucket, secrets } = args;
    const { snapshot, serving, serves } = restore;
    const parent = { parent: this };
    const policy = derive(pulumi.output(bucket), (there) => mayRestore(there, snapshot));
    const serviceAccountName = podIdentity(
      name,
      { ...args, namespace: args.app.namespace, policy },
      parent,
    );
    const liveUrl = serves === undefined ? database.url : urlOf(database, serves);
    const { keyVaultsSecret } = secrets;
    const restored = new Restore(
      name,
      { ...args, snapshot, bucket, serviceAccountName, liveUrl, keyVaultsSecret },
      parent,
    );
    this.servingUrl = serving ? restored.url : liveUrl;
    this.registerOutputs({});
  }
}

function urlOf({ url }: Pick<DatabasePlace, "url">, snapshot: string): pulumi.Output<string> {
  return pulumi.secret(url.apply((first) => besideUrl(first, restoredDatabase(snapshot))));
}

/** @returns an IAM policy as JSON: this dump alone, and what restores found out */
function mayRestore(bucket: string, snapshot: string): string {
  return policyDocument(
    { Effect: "Allow", Action: ["s3:GetObject"], Resource: `arn:aws:s3:::${bucket}/${snapshot}` },
    { Effect: "Allow", Action: ["s3:PutObject"], Resource: `arn:aws:s3:::${bucket}/restores/*` },
  );
}
