import { BACKUP_METRIC, BACKUPS_PREFIX } from "../app/backups";
import { mayUpload } from "./mayUpload";
import { policyDocument } from "./policyDocument";

/**
 * @returns an IAM policy as JSON: new backups in this bucket, their names, and the count of them. Nothing of it reads a
 * dump or deletes one.
 */
export function mayBackUp(bucket: string): string {
  const folder = `${BACKUPS_PREFIX}/*`;
  return policyDocument(
    mayUpload(`arn:aws:s3:::${bucket}/${folder}`),
    {
      Effect: "Allow",
      Action: "s3:ListBucket",
      Resource: `arn:aws:s3:::${bucket}`,
      Condition: { StringLike: { "s3:prefix": folder } },
    },
    {
      Effect: "Allow",
      Action: "cloudwatch:PutMetricData",
      // A metric has no ARN: its namespace is what narrows it.
      Resource: "*",
      Condition: { StringEquals: { "cloudwatch:namespace": BACKUP_METRIC.namespace } },
    },
  );
}
