import type * as aws from "@pulumi/aws";

/** @returns an IAM policy as JSON, in the one version of their language that is not retired */
export function policyDocument(...statements: readonly aws.iam.PolicyStatement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
