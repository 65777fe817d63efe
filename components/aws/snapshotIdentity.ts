import * as pulumi from "@pulumi/pulumi";
import { derive } from "../app/derive";
import type { ClusterPlace } from "./cluster";
import { mayUpload } from "./mayUpload";
import { podIdentity } from "./podIdentity";
import { policyDocument } from "./policyDocument";

/** What its pods make snapshots of, or where they write them: one instance, or one bucket. */
export type SnapshotTarget =
  { bucket: pulumi.Input<string> } | { instance: { arn: pulumi.Input<string> } };

export type SnapshotIdentityArgs = {
  cluster: Pick<ClusterPlace, "name">;
  namespace: pulumi.Input<string>;
} & SnapshotTarget;

/** Lets the pods that make snapshots do so and nothing else, by EKS Pod Identity: there is no key to lose. */
export class SnapshotIdentity extends pulumi.ComponentResource {
  /** Known only once its pods may make snapshots. */
  readonly serviceAccountName: pulumi.Output<string>;

  constructor(name: string, args: SnapshotIdentityArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:aws:SnapshotIdentity", name, {}, opts);
    this.serviceAccountName = podIdentity(
      name,
      { ...args, policy: policyFor(args) },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

function policyFor(target: SnapshotTarget): pulumi.Output<string> {
  return "bucket" in target
    ? derive(pulumi.output(target.bucket), mayWriteDumps)
    : derive(pulumi.output(target.instance.arn), maySnapshot);
}

/** @returns an IAM policy as JSON: new objects in this bucket alone */
export function mayWriteDumps(bucket: string): string {
  return policyDocument(mayUpload(`arn:aws:s3:::${bucket}/*`));
}

/** @returns an IAM policy as JSON: snapshots of this instance alone, under the names that releases get */
export function maySnapshot(instanceArn: string): string {
  const snapshots = instanceArn.replace(/:db:.*$/, ":snapshot:lobechat-*");
  return policyDocument(
    { Effect: "Allow", Action: "rds:DescribeDBInstances", Resource: instanceArn },
    {
      Effect: "Allow",
      Action: ["rds:CreateDBSnapshot", "rds:AddTagsToResource", "rds:DescribeDBSnapshots"],
      Resource: [instanceArn, snapshots],
    },
  );
}
