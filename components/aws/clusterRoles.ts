import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { POD_IDENTITY_TRUST, trustPolicy } from "./trustPolicy";

/** An IAM role that a service of AWS takes, and what it may do. */
export interface ServiceRole {
  role: aws.iam.Role;
  /** What the role's user has to wait for, and has to be gone before. */
  attachments: aws.iam.RolePolicyAttachment[];
}

interface ServiceRoleArgs {
  trust: string;
  /** Names of AWS' own policies. */
  policies: readonly string[];
}

/** What EKS needs to run an Auto Mode cluster: its nodes, their network, their disks, their targets. */
export function controlPlaneRole(name: string, opts: pulumi.CustomResourceOptions): ServiceRole {
  return serviceRole(
    name,
    {
      trust: trustPolicy("eks.amazonaws.com", ["sts:AssumeRole", "sts:TagSession"]),
      policies: [
        "AmazonEKSClusterPolicy",
        "AmazonEKSComputePolicy",
        "AmazonEKSBlockStoragePolicy",
        "AmazonEKSLoadBalancingPolicy",
        "AmazonEKSNetworkingPolicy",
      ],
    },
    opts,
  );
}

/** What a node needs: to join its cluster and to pull images. Pods have identities of their own. */
export function nodeRole(name: string, opts: pulumi.CustomResourceOptions): ServiceRole {
  return serviceRole(
    name,
    {
      trust: trustPolicy("ec2.amazonaws.com", ["sts:AssumeRole"]),
      policies: ["AmazonEKSWorkerNodeMinimalPolicy", "AmazonEC2ContainerRegistryPullOnly"],
    },
    opts,
  );
}

/** What the CloudWatch add-on's pods need, by EKS Pod Identity. */
export function observabilityRole(name: string, opts: pulumi.CustomResourceOptions): ServiceRole {
  return serviceRole(
    name,
    {
      trust: POD_IDENTITY_TRUST,
      policies: ["CloudWatchAgentServerPolicy"],
    },
    opts,
  );
}

function serviceRole(
  name: string,
  { trust, policies }: ServiceRoleArgs,
  opts: pulumi.CustomResourceOptions,
): ServiceRole {
  const role = new aws.iam.Role(name, { assumeRolePolicy: trust, tags: { Name: name } }, opts);
  const attachments = policies.map(
    (policy) =>
      new aws.iam.RolePolicyAttachment(
        `${name}-${policy}`,
        // The partition of AWS' commercial regions: the program is for no other.
        { role: role.name, policyArn: `arn:aws:iam::aws:policy/${policy}` },
        opts,
      ),
  );
  return { role, attachments };
}
