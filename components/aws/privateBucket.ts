import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { derive } from "../app/derive";
import { policyDocument } from "./policyDocument";

type LifecycleRule = aws.types.input.s3.BucketLifecycleConfigurationRule;

export interface PrivateBucketArgs {
  /** Whether what is in it survives the stack. */
  protect: boolean;
  /** Whether a deleted or overwritten object can be had back. */
  versioned: boolean;
  lifecycle: LifecycleRule[];
  /** What the bucket's policy allows beside the bucket owner's own identities. */
  statements?: (bucketArn: string) => aws.iam.PolicyStatement[];
}

/**
 * A bucket that only this account reaches, only by TLS, encrypted with S3's own keys.
 *
 * @returns the bucket, and its name, known only once all of this holds
 */
export function privateBucket(
  name: string,
  { protect, versioned, lifecycle, statements = () => [] }: PrivateBucketArgs,
  opts: pulumi.CustomResourceOptions,
): { bucket: aws.s3.Bucket; name: pulumi.Output<string> } {
  // A bucket that outlives the stack stays private.
  const kept = { ...opts, retainOnDelete: protect };
  const bucket = new aws.s3.Bucket(
    name,
    { forceDestroy: !protect, tags: { Name: name } },
    { ...kept, protect },
  );
  const closed = new aws.s3.BucketPublicAccessBlock(
    name,
    {
      bucket: bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    kept,
  );
  const encryption = new aws.s3.BucketServerSideEncryptionConfiguration(
    name,
    {
      bucket: bucket.id,
      // A load balancer can write with these alone, and a KMS key would be one more thing that can be missing.
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    },
    kept,
  );
  const versioning = versioned
    ? new aws.s3.BucketVersioning(
        name,
        { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } },
        kept,
      )
    : undefined;
  new aws.s3.BucketLifecycleConfiguration(
    name,
    { bucket: bucket.id, rules: lifecycle },
    // S3 keeps a rule for old versions only of a bucket that has them.
    { ...kept, dependsOn: versioning ?? [] },
  );
  const policy = new aws.s3.BucketPolicy(
    name,
    { bucket: bucket.id, policy: derive(bucket.arn, (arn) => bucketPolicy(arn, statements(arn))) },
    { ...kept, dependsOn: closed },
  );
  // Not their ids: those are unknown while a preview makes them anew, and so would be this one.
  const ready = pulumi.all([bucket.id, policy.bucket, encryption.bucket]).apply(([id]) => id);
  return { bucket, name: ready };
}

/** What was started and never finished costs as much as what was, and nobody sees it. */
export const ABORT_UPLOADS: LifecycleRule = {
  id: "abort-uploads",
  status: "Enabled",
  filter: {},
  abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
};

/** An object goes so many days after it was written. */
export function expireAfter(days: number): LifecycleRule {
  return { id: "expire", status: "Enabled", filter: {}, expiration: { days } };
}

/** The same of what is under a prefix, and of the versions that are left of it. S3 counts in whole days, and goes by midnight UTC. */
export function expireUnder(prefix: string, days: number, versionDays: number): LifecycleRule {
  return {
    id: `expire-${prefix.replace(/\W+/g, "-").replace(/-$/, "")}`,
    status: "Enabled",
    filter: { prefix },
    expiration: { days },
    noncurrentVersionExpiration: { noncurrentDays: versionDays },
  };
}

/** A version goes so many days after another one took its place, or it was deleted. */
export function expireVersionsAfter(days: number): LifecycleRule {
  return {
    id: "expire-versions",
    status: "Enabled",
    filter: {},
    noncurrentVersionExpiration: { noncurrentDays: days },
  };
}

/** @returns the policy as JSON: nothing over plain HTTP, and what the statements say */
export function bucketPolicy(
  bucketArn: string,
  statements: readonly aws.iam.PolicyStatement[],
): string {
  return policyDocument(...statements, {
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  });
}
