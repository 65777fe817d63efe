import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { subnetCidrs } from "./subnets";

/** Where everything is: a network that the program made, or one that was there. */
export interface NetworkPlace {
  vpcId: pulumi.Input<string>;
  /** The VPC's IPv4 block. */
  cidr: string;
  /** For the load balancer, one a zone. */
  publicSubnetIds: pulumi.Input<string>[];
  /** For pods and data, one a zone. */
  privateSubnetIds: pulumi.Input<string>[];
}

export interface NetworkArgs {
  network: {
    /** IPv4 block of /16 to /20. */
    cidr: string;
    /** Letters, two or three. */
    zones: readonly string[];
    /** Whether each zone has a way out of its own; else all leave through the first one's. */
    natPerZone: boolean;
  };
  region: string;
}

/**
 * A VPC over two or three zones. Pods and data are in private subnets. They reach the internet through NAT, and
 * S3, where layers of images and snapshots are, through a gateway that costs nothing.
 */
export class Network extends pulumi.ComponentResource implements NetworkPlace {
  readonly vpcId: pulumi.Output<string>;
  readonly cidr: string;
  /** Each known only once the internet is reached from there. */
  readonly publicSubnetIds: pulumi.Output<string>[] = [];
  /** Each known only once the internet is reached from there: a node without it gets no image. */
  readonly privateSubnetIds: pulumi.Output<string>[] = [];

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:aws:Network", name, {}, opts);
    const parent = { parent: this };
    const { cidr, zones, natPerZone } = args.network;
    this.cidr = cidr;

    const vpc = new aws.ec2.Vpc(
      name,
      { cidrBlock: cidr, enableDnsHostnames: true, enableDnsSupport: true, tags: { Name: name } },
      parent,
    );
    this.vpcId = vpc.id;
    // Whatever is started without a security group of its own talks to nobody.
    new aws.ec2.DefaultSecurityGroup(
      name,
      { vpcId: vpc.id, ingress: [], egress: [], tags: { Name: `${name}-default` } },
      parent,
    );

    const internet = this.#internet(name, vpc.id);
    const privateTables: pulumi.Output<string>[] = [];
    let nat: aws.ec2.NatGateway | undefined;
    for (const [letter, cidrs] of Object.entries(subnetCidrs(cidr, zones))) {
      const place = { vpcId: vpc.id, availabilityZone: `${args.region}${letter}` };
      const publicSubnet = { ...place, cidrBlock: cidrs.public, ...internet };
      const publicSubnetId = this.#subnet(`${name}-public-${letter}`, publicSubnet);
      this.publicSubnetIds.push(publicSubnetId);

      if (natPerZone || nat === undefined) nat = this.#nat(`${name}-${letter}`, publicSubnetId);
      const wayOut = this.#wayOut(`${name}-private-${letter}`, vpc.id, { natGatewayId: nat.id });
      const privateSubnet = { ...place, cidrBlock: cidrs.private, ...wayOut };
      this.privateSubnetIds.push(this.#subnet(`${name}-private-${letter}`, privateSubnet));
      privateTables.push(wayOut.routeTableId);
    }
    new aws.ec2.VpcEndpoint(
      `${name}-s3`,
      {
        vpcId: vpc.id,
        serviceName: `com.amazonaws.${args.region}.s3`,
        vpcEndpointType: "Gateway",
        routeTableIds: privateTables,
        tags: { Name: `${name}-s3` },
      },
      parent,
    );

    this.registerOutputs({});
  }

  #internet(name: string, vpcId: pulumi.Output<string>): WayOut {
    const gateway = new aws.ec2.InternetGateway(
      name,
      { vpcId, tags: { Name: name } },
      { parent: this },
    );
    return this.#wayOut(`${name}-public`, vpcId, { gatewayId: gateway.id });
  }

  /** A NAT gateway with an address that stays the same, for those who allow it elsewhere. */
  #nat(name: string, subnetId: pulumi.Output<string>): aws.ec2.NatGateway {
    const parent = { parent: this };
    const tags = { Name: name };
    const address = new aws.ec2.Eip(`${name}-nat`, { domain: "vpc", tags }, parent);
    return new aws.ec2.NatGateway(name, { subnetId, allocationId: address.id, tags }, parent);
  }

  #wayOut(
    name: string,
    vpcId: pulumi.Output<string>,
    gateway: Pick<aws.ec2.RouteArgs, "gatewayId" | "natGatewayId">,
  ): WayOut {
    const parent = { parent: this };
    const table = new aws.ec2.RouteTable(name, { vpcId, tags: { Name: name } }, parent);
    const route = new aws.ec2.Route(
      name,
      { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", ...gateway },
      parent,
    );
    return { routeTableId: table.id, routedTableId: route.routeTableId };
  }

  /** Its id, known only once its way out is there. */
  #subnet(
    name: string,
    { routeTableId, routedTableId, ...place }: SubnetPlace,
  ): pulumi.Output<string> {
    const subnet = new aws.ec2.Subnet(name, { ...place, tags: { Name: name } }, { parent: this });
    const association = new aws.ec2.RouteTableAssociation(
      name,
      { subnetId: subnet.id, routeTableId },
      { parent: this },
    );
    // Not their ids: those are unknown while a preview makes them anew, and so would be this one.
    return pulumi.all([subnet.id, association.subnetId, routedTableId]).apply(([id]) => id);
  }
}

interface WayOut {
  routeTableId: pulumi.Output<string>;
  /** The same, known only once the route in it is there. */
  routedTableId: pulumi.Output<string>;
}

interface SubnetPlace extends WayOut {
  vpcId: pulumi.Output<string>;
  availabilityZone: string;
  cidrBlock: string;
}
