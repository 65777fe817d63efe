import type { Part, Seen } from "../seen";

/** Where a security group lets something in from addresses, and not from another group. */
export interface Door {
  blocks: readonly string[];
  protocol: string | undefined;
  from: number | undefined;
  to: number | undefined;
}

const GROUPS = [
  "aws:ec2/securityGroup:SecurityGroup",
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
];
const RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const OLD_RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";

/** Everything that has doors. */
export const WITH_DOORS = [...GROUPS, RULE, OLD_RULE];

export function isGroup({ type }: Seen): boolean {
  return GROUPS.includes(type);
}

export function doorsOf(resource: Seen): Door[] {
  if (isGroup(resource)) return resource.parts("ingress").map(listedDoor);
  if (resource.type === OLD_RULE)
    return resource.text("type") === "ingress" ? [listedDoor(resource)] : [];
  const blocks = [resource.text("cidrIpv4"), resource.text("cidrIpv6")];
  return [
    {
      blocks: blocks.filter((block) => block !== undefined),
      protocol: resource.text("ipProtocol"),
      ...portsOf(resource),
    },
  ];
}

function listedDoor(rule: Part): Door {
  return {
    blocks: [...rule.texts("cidrBlocks"), ...rule.texts("ipv6CidrBlocks")],
    protocol: rule.text("protocol"),
    ...portsOf(rule),
  };
}

function portsOf(rule: Part): Pick<Door, "from" | "to"> {
  return { from: rule.number("fromPort"), to: rule.number("toPort") };
}

/** How people call what a door lets in. */
export function portsIn({ protocol, from, to }: Door): string {
  if (protocol === undefined || protocol === "-1" || from === undefined) return "everything";
  const ports =
    to === undefined || from === to ? from.toString() : `${from.toString()} to ${to.toString()}`;
  return `${protocol} ${ports}`;
}
