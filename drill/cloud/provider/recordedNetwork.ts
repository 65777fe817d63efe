import { ACCOUNT, arnOf, hex } from "./account";
import type { Properties } from "./envelope";
import type { Created } from "./kind";
import type { Recorded, RecordedTypes } from "./recordedKind";

/** An id as EC2 makes it, and the ARN that goes with it where there is one. */
function ec2(prefix: string, resource?: string, more: () => Properties = () => ({})): Created {
  const id = `${prefix}-${hex(17)}`;
  const arn = resource === undefined ? {} : { arn: arnOf("ec2", `${resource}/${id}`) };
  return { id, computed: { ...arn, ...more() } };
}

function securityGroup(): Created {
  return ec2("sg", "security-group", () => ({ ownerId: ACCOUNT }));
}

const SECURITY_GROUP_RULE: Recorded = {
  replaceOn: ["securityGroupId"],
  answer: () => {
    const { id, computed } = ec2("sgr", "security-group-rule");
    return { id, computed: { ...computed, securityGroupRuleId: id } };
  },
};

/** Addresses of the block that is kept for documentation (RFC 5737). */
function publicIp(): string {
  return `203.0.113.${String(Number.parseInt(hex(2), 16))}`;
}

/** VPC: nothing routes here, all that is asked for stands. */
export const NETWORK: RecordedTypes = {
  "aws:ec2/vpc:Vpc": {
    replaceOn: ["cidrBlock"],
    answer: () =>
      ec2("vpc", "vpc", () => ({
        ownerId: ACCOUNT,
        mainRouteTableId: `rtb-${hex(17)}`,
        defaultRouteTableId: `rtb-${hex(17)}`,
        defaultNetworkAclId: `acl-${hex(17)}`,
        defaultSecurityGroupId: `sg-${hex(17)}`,
      })),
  },
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": {
    replaceOn: ["vpcId"],
    answer: () => {
      const { id, computed } = securityGroup();
      return {
        id,
        computed: { ...computed, name: "default", description: "default VPC security group" },
      };
    },
  },
  "aws:ec2/subnet:Subnet": {
    replaceOn: ["vpcId", "cidrBlock", "availabilityZone"],
    answer: () => ec2("subnet", "subnet", () => ({ ownerId: ACCOUNT })),
  },
  "aws:ec2/internetGateway:InternetGateway": {
    answer: () => ec2("igw", "internet-gateway", () => ({ ownerId: ACCOUNT })),
  },
  "aws:ec2/eip:Eip": {
    replaceOn: ["domain"],
    answer: () => {
      const { id, computed } = ec2("eipalloc", "elastic-ip", () => ({ publicIp: publicIp() }));
      return { id, computed: { ...computed, allocationId: id } };
    },
  },
  "aws:ec2/natGateway:NatGateway": {
    replaceOn: ["allocationId", "subnetId", "connectivityType"],
    answer: () =>
      ec2("nat", undefined, () => ({ publicIp: publicIp(), networkInterfaceId: `eni-${hex(17)}` })),
  },
  "aws:ec2/routeTable:RouteTable": {
    replaceOn: ["vpcId"],
    answer: () => ec2("rtb", "route-table", () => ({ ownerId: ACCOUNT })),
  },
  "aws:ec2/route:Route": {
    replaceOn: ["routeTableId", "destinationCidrBlock"],
    answer: () => ({
      id: `r-rtb-${hex(17)}`,
      computed: { origin: "CreateRoute", state: "active" },
    }),
  },
  "aws:ec2/routeTableAssociation:RouteTableAssociation": {
    replaceOn: ["subnetId", "gatewayId"],
    answer: () => ec2("rtbassoc"),
  },
  "aws:ec2/vpcEndpoint:VpcEndpoint": {
    replaceOn: ["vpcId", "serviceName", "vpcEndpointType"],
    answer: () =>
      ec2("vpce", "vpc-endpoint", () => ({
        ownerId: ACCOUNT,
        prefixListId: `pl-${hex(17)}`,
        state: "available",
      })),
  },
  "aws:ec2/securityGroup:SecurityGroup": {
    name: "name",
    replaceOn: ["vpcId", "description"],
    answer: securityGroup,
  },
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": SECURITY_GROUP_RULE,
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": SECURITY_GROUP_RULE,
};
