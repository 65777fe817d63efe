import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

export interface BalancerSecurityArgs {
  vpcId: pulumi.Input<string>;
  /** Who may reach the load balancer. */
  allowedCidrs: readonly string[];
  podSecurityGroupId: pulumi.Input<string>;
  /** The ports of the pods behind it, by what listens there. */
  podPorts: Readonly<Record<string, number>>;
}

/** The load balancer's security group: 80 and 443 in, the pods' ports out, and the same on the pods' side. */
export function balancerSecurity(
  name: string,
  args: BalancerSecurityArgs,
  opts: pulumi.CustomResourceOptions,
): aws.ec2.SecurityGroup {
  const group = new aws.ec2.SecurityGroup(
    name,
    { vpcId: args.vpcId, description: "Load balancer of LobeChat", tags: { Name: name } },
    opts,
  );
  for (const cidr of args.allowedCidrs) {
    for (const [scheme, port] of Object.entries({ http: 80, https: 443 })) {
      new aws.vpc.SecurityGroupIngressRule(
        `${name}-${scheme}-from-${cidr}`,
        {
          securityGroupId: group.id,
          cidrIpv4: cidr,
          ipProtocol: "tcp",
          fromPort: port,
          toPort: port,
        },
        opts,
      );
    }
  }
  for (const [role, port] of Object.entries(args.podPorts)) {
    const traffic = { ipProtocol: "tcp", fromPort: port, toPort: port };
    new aws.vpc.SecurityGroupEgressRule(
      `${name}-to-${role}`,
      { securityGroupId: group.id, referencedSecurityGroupId: args.podSecurityGroupId, ...traffic },
      opts,
    );
    new aws.vpc.SecurityGroupIngressRule(
      `${role}-from-${name}`,
      { securityGroupId: args.podSecurityGroupId, referencedSecurityGroupId: group.id, ...traffic },
      opts,
    );
  }
  return group;
}
