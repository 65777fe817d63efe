import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Who asked for what, kept as long as questions about it come. */
const DAYS_KEPT = 90;

export interface AccessLogsArgs {
  /** Whether the logs survive the stack. */
  protect: boolean;
}

/** The bucket for the load balancer's access logs. */
export class AccessLogs extends pulumi.ComponentResource {
  /** The bucket's name, known only once the load balancer may write to it. */
  readonly bucket: pulumi.Output<string>;

  constructor(name: string, args: AccessLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:aws:AccessLogs", name, {}, opts);
    const parent = { parent: this };

    const bucket = new aws.s3.Bucket(
      name,
      { forceDestroy: !args.protect },
      { ...parent, protect: args.protect, retainOnDelete: args.protect },
    );
    new aws.s3.BucketPublicAccessBlock(
      name,
      {
        bucket: bucket.id,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      parent,
    );
    new aws.s3.BucketServerSideEncryptionConfiguration(
      name,
      {
        bucket: bucket.id,
        // The load balancer can write with S3's own keys only.
        rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
      },
      parent,
    );
    new aws.s3.BucketLifecycleConfiguration(
      name,
      {
        bucket: bucket.id,
        rules: [{ id: "expire", status: "Enabled", filter: {}, expiration: { days: DAYS_KEPT } }],
      },
      parent,
    );
    const policy = new aws.s3.BucketPolicy(
      name,
      { bucket: bucket.id, policy: bucket.arn.apply(deliveryPolicy) },
      parent,
    );

    this.bucket = pulumi.all([bucket.id, policy.id]).apply(([id]) => id);
    this.registerOutputs({});
  }
}

function deliveryPolicy(bucketArn: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: `${bucketArn}/*`,
      },
      {
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [bucketArn, `${bucketArn}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  });
}
