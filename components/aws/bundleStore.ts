import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { mayUpload } from "./mayUpload";
import { ABORT_UPLOADS, privateBucket } from "./privateBucket";

/** The one object in the bundle store: what a flip publishes, and what a rollback by night runs from. */
export const BUNDLE_KEY = "bundle.zip";

/** Enough to look what an earlier night ran, when the last one went wrong. */
const VERSIONS_KEPT = 3;

/**
 * The bucket for the bundle. Nothing in it is lost with it: the next flip publishes another. So it is not
 * protected, or `autoRollback` could not be taken out of the configuration again.
 *
 * @returns its name, known only once it is private
 */
export function bundleStore(
  name: string,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const keepFew = {
    id: "keep-few",
    status: "Enabled",
    filter: {},
    noncurrentVersionExpiration: { noncurrentDays: 7, newerNoncurrentVersions: VERSIONS_KEPT },
  };
  const lifecycle = [ABORT_UPLOADS, keepFew];
  return privateBucket(name, { protect: false, versioned: true, lifecycle }, opts).name;
}

/** What CodeBuild does with a source in S3. */
export function mayFetchBundle(bucket: string): aws.iam.PolicyStatement[] {
  const arn = `arn:aws:s3:::${bucket}`;
  return [
    {
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:GetObjectVersion"],
      Resource: `${arn}/${BUNDLE_KEY}`,
    },
    {
      Effect: "Allow",
      Action: ["s3:ListBucket", "s3:GetBucketAcl", "s3:GetBucketLocation"],
      Resource: arn,
    },
  ];
}

/** What a flip does with it. */
export function mayPublishBundle(bucket: string): aws.iam.PolicyStatement[] {
  return [mayUpload(`arn:aws:s3:::${bucket}/${BUNDLE_KEY}`)];
}
