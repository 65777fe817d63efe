import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { ClusterPlace } from "./cluster";
import type { NetworkPlace } from "./network";

export interface PodsOnlyArgs {
  network: Pick<NetworkPlace, "vpcId">;
  cluster: Pick<ClusterPlace, "podSecurityGroupId">;
  port: number;
  description: string;
}

/** A security group that lets the cluster's pods in at one port, and nobody else. @returns its id */
export function podsOnly(
  name: string,
  { network, cluster, port, description }: PodsOnlyArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const group = new aws.ec2.SecurityGroup(
    name,
    { vpcId: network.vpcId, description, tags: { Name: name } },
    opts,
  );
  new aws.vpc.SecurityGroupIngressRule(
    `${name}-from-pods`,
    {
      securityGroupId: group.id,
      referencedSecurityGroupId: cluster.podSecurityGroupId,
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
    },
    opts,
  );
  return group.id;
}
