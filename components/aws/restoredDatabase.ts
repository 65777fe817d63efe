import * as pulumi from "@pulumi/pulumi";
import { isDump, type RestoreSettings } from "../app/restored";
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
  /** The first database. */
  database: Pick<DatabasePlace, "url">;
  /** Where a snapshot is restored to. @returns a secret */
  urlOf: (snapshot: string) => pulumi.Output<string>;
  secrets: { keyVaultsSecret: pulumi.Input<string> };
  /** Where the dumps are. */
  bucket: pulumi.Input<string>;
  restore: RestoreSettings;
}

/** A snapshot, restored beside the live database, and where users are served from meanwhile and afterwards. */
export class RestoredDatabase extends pulumi.ComponentResource {
  /** What the app is told. A secret. */
  readonly servingUrl: pulumi.Output<string>;

  constructor(name: string, args: RestoredDatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:aws:RestoredDatabase", name, {}, opts);
    const { restore, database, bucket, secrets, urlOf } = args;
    const { snapshot, serving, serves } = restore;
    const parent = { parent: this };
    const policy = derive(pulumi.output(bucket), (there) => mayRestore(there, snapshot));
    const serviceAccountName = podIdentity(
      name,
      { ...args, namespace: args.app.namespace, policy },
      parent,
    );
    const liveUrl = serves === undefined ? database.url : urlOf(serves);
    const { keyVaultsSecret } = secrets;
    const restored = new Restore(
      name,
      {
        ...{ ...args, snapshot, bucket, serviceAccountName, liveUrl, keyVaultsSecret },
        ...{ serverUrl: database.url, restoredUrl: urlOf(snapshot) },
      },
      parent,
    );
    this.servingUrl = serving ? restored.url : liveUrl;
    this.registerOutputs({});
  }
}

/** @returns an IAM policy as JSON: this dump alone, and what restores found out */
function mayRestore(bucket: string, snapshot: string): string {
  const dump = `arn:aws:s3:::${bucket}/${snapshot}`;
  return policyDocument(
    ...(isDump(snapshot)
      ? [{ Effect: "Allow" as const, Action: ["s3:GetObject"], Resource: dump }]
      : []),
    { Effect: "Allow", Action: ["s3:PutObject"], Resource: `arn:aws:s3:::${bucket}/restores/*` },
  );
}
