import type * as aws from "@pulumi/aws";

/** New objects, in parts where they are large. @param objects ARN, which may end in a star */
export function mayUpload(objects: string): aws.iam.PolicyStatement {
  return {
    Effect: "Allow",
    Action: ["s3:PutObject", "s3:AbortMultipartUpload"],
    Resource: objects,
  };
}
