import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

export interface SnapshotIdentityArgs {
  cluster: { name: string };
  namespace: pulumi.Input<string>;
  /** The one bucket that its pods may write to. */
  bucket: string;
}

/** Lets the pods that make snapshots write to their bucket, by EKS Pod Identity: there is no key to lose. */
export class SnapshotIdentity extends pulumi.ComponentResource {
  /** Known only once its pods may write. */
  readonly serviceAccountName: pulumi.Output<string>;

  constructor(name: string, args: SnapshotIdentityArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:aws:SnapshotIdentity", name, {}, opts);
    const parent = { parent: this };

    const role = new aws.iam.Role(name, { assumeRolePolicy: POD_IDENTITY_TRUST }, parent);
    const policy = new aws.iam.RolePolicy(
      name,
      { role: role.id, policy: writePolicy(args.bucket) },
      parent,
    );
    const account = new k8s.core.v1.ServiceAccount(
      name,
      { metadata: { name, namespace: args.namespace } },
      parent,
    );
    const association = new aws.eks.PodIdentityAssociation(
      name,
      {
        clusterName: args.cluster.name,
        namespace: args.namespace,
        serviceAccount: account.metadata.name,
        roleArn: role.arn,
      },
      parent,
    );

    this.serviceAccountName = pulumi
      .all([account.metadata.name, association.id, policy.id])
      .apply(([accountName]) => accountName);
    this.registerOutputs({});
  }
}

const POD_IDENTITY_TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { Service: "pods.eks.amazonaws.com" },
      Action: ["sts:AssumeRole", "sts:TagSession"],
    },
  ],
});

function writePolicy(bucket: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["s3:PutObject", "s3:AbortMultipartUpload"],
        Resource: `arn:aws:s3:::${bucket}/*`,
      },
    ],
  });
}
