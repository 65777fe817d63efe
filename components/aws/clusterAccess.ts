import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

export interface ClusterAccessArgs {
  clusterName: pulumi.Input<string>;
  /** ARNs of the IAM roles and users that run `pulumi up`. */
  deployers: readonly string[];
  /** ARNs of those that flip and roll back, which touches no object of the cluster: they may look. */
  rollbackers: readonly string[];
}

/**
 * Who may do what in the cluster, by access entries of EKS.
 *
 * @returns The ARNs, each known only once that one has its access.
 */
export function clusterAccess(
  name: string,
  { clusterName, deployers, rollbackers }: ClusterAccessArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string>[] {
  const grants = [
    { role: "deployer", arns: deployers, policy: "AmazonEKSClusterAdminPolicy" },
    { role: "rollbacker", arns: rollbackers, policy: "AmazonEKSViewPolicy" },
  ];
  // One entry each, also for whoever is on both lists: EKS refuses a second.
  const arns = [...new Set([...deployers, ...rollbackers])];
  return arns.flatMap((arn) => {
    const entry = new aws.eks.AccessEntry(
      `${name}-${principalOf(arn)}`,
      { clusterName, principalArn: arn, type: "STANDARD" },
      opts,
    );
    return grants
      .filter((grant) => grant.arns.includes(arn))
      .map(({ role, policy }) => {
        const association = new aws.eks.AccessPolicyAssociation(
          `${name}-${role}-${principalOf(arn)}`,
          {
            clusterName,
            principalArn: entry.principalArn,
            policyArn: `arn:aws:eks::aws:cluster-access-policy/${policy}`,
            accessScope: { type: "cluster" },
          },
          opts,
        );
        return association.principalArn;
      });
  });
}

/** Account and path of an ARN, such as `123456789012-role/deploy`: the rest is the same for all. */
function principalOf(arn: string): string {
  return arn.split(":").slice(4).join("-");
}
