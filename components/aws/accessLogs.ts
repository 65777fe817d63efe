import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ABORT_UPLOADS, expireAfter, privateBucket } from "./privateBucket";

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

  constructor(name: string, { protect }: AccessLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:aws:AccessLogs", name, {}, opts);
    const { name: bucket } = privateBucket(
      name,
      {
        protect,
        versioned: false,
        lifecycle: [ABORT_UPLOADS, expireAfter(DAYS_KEPT)],
        statements: (bucketArn) => [deliveryStatement(bucketArn)],
      },
      { parent: this },
    );
    this.bucket = bucket;
    this.registerOutputs({});
  }
}

/** Lets load balancers write their logs, and nothing else. */
export function deliveryStatement(bucketArn: string): aws.iam.PolicyStatement {
  return {
    Effect: "Allow",
    Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: `${bucketArn}/AWSLogs/*`,
  };
}
