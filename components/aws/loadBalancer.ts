import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { perColor, type Color } from "../../config/color";
import { APP_PORT, VERSION_PATH } from "../app/health";
import { LIFECYCLE } from "../app/lifecycle";
import { ASSETS_HEALTH_PATH, ASSETS_PORT } from "../app/nginxConf";
import { PREVIEW_HEADER } from "../app/previewHeader";
import { AccessLogs } from "./accessLogs";
import { balancerSecurity } from "./balancerSecurity";
import { publicCertificate, type PublicName } from "./certificate";
import type { ClusterPlace } from "./cluster";
import { Firewall, type FirewallSettings } from "./firewall";
import { forwardTo, PRIORITY } from "./listenerRules";
import { HTTPS_PORT, listeners } from "./listeners";
import type { NetworkPlace } from "./network";
import { targetGroup } from "./targetGroup";

export type LoadBalancerArgs = PublicName & {
  network: Pick<NetworkPlace, "vpcId" | "publicSubnetIds">;
  cluster: Pick<ClusterPlace, "name" | "podSecurityGroupId">;
  /** The public name, without a scheme. */
  domain: string;
  region: string;
  allowedCidrs: readonly string[];
  firewall: FirewallSettings;
  /** Whether it refuses to be deleted. */
  protect: boolean;
};

/**
 * The load balancer and everything that stays as it is when traffic moves: listeners, the groups of both
 * colours, the preview rules that keep both in use, and so health-checked, and the rule for hashed files.
 */
export class LoadBalancer extends pulumi.ComponentResource {
  readonly dnsName: pulumi.Output<string>;
  /** What its metrics call it. */
  readonly arnSuffix: pulumi.Output<string>;
  /** Of the HTTPS listener. What no rule takes gets a fixed 503 there. */
  readonly listenerArn: pulumi.Output<string>;
  readonly httpsPort: pulumi.Output<number>;
  readonly targetGroupArns: Record<Color, pulumi.Output<string>>;
  readonly targetGroupSuffixes: Record<Color, pulumi.Output<string>>;
  readonly previewHeader = PREVIEW_HEADER;
  readonly assetsTargetGroupArn: pulumi.Output<string>;
  /** Value of the preview header of each colour. A secret. */
  readonly previewTokens: Record<Color, pulumi.Output<string>>;
  /** A colour's group is in use, and so health-checked, once its rule is there. */
  readonly previewRules: Record<Color, aws.lb.ListenerRule>;

  constructor(name: string, args: LoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:aws:LoadBalancer", name, {}, opts);
    const parent = { parent: this };

    const balancer = this.#balancer(name, args);
    this.dnsName = balancer.dnsName;
    this.arnSuffix = balancer.arnSuffix;
    new Firewall("firewall", { ...args, balancerArn: balancer.arn }, parent);
    const { certificate, hooks } = publicCertificate("certificate", args, parent);
    const https = listeners(name, { balancer, certificate, hooks }, parent);
    this.listenerArn = https.arn;
    this.httpsPort = https.port.apply((port) => port ?? HTTPS_PORT);
    if (args.zone !== undefined) this.#record(name, balancer, args.domain, args.zone);

    const group = { vpcId: args.network.vpcId, clusterName: args.cluster.name };
    const groups = perColor((color) =>
      targetGroup(
        color,
        {
          ...group,
          port: APP_PORT,
          healthPath: VERSION_PATH,
          deregistrationSeconds: LIFECYCLE.deregistrationSeconds,
          sticky: true,
        },
        parent,
      ),
    );
    this.targetGroupArns = perColor((color) => groups[color].arn);
    this.targetGroupSuffixes = perColor((color) => groups[color].arnSuffix);
    this.assetsTargetGroupArn = targetGroup(
      "assets",
      {
        ...group,
        port: ASSETS_PORT,
        healthPath: ASSETS_HEALTH_PATH,
        deregistrationSeconds: 20,
        sticky: false,
      },
      parent,
    ).arn;

    this.previewTokens = perColor((color) => {
      const token = new random.RandomBytes(`preview-${color}`, { length: 16 }, parent);
      return pulumi.interpolate`${color}-${token.hex}`;
    });
    this.previewRules = perColor((color) => this.#previewRule(color));
    new aws.lb.ListenerRule(
      "assets",
      {
        listenerArn: this.listenerArn,
        priority: PRIORITY.assets,
        conditions: [{ pathPattern: { values: ["/_next/static/*"] } }],
        actions: [forwardTo(this.assetsTargetGroupArn)],
        tags: { Name: "assets" },
      },
      parent,
    );

    this.registerOutputs({});
  }

  #balancer(name: string, args: LoadBalancerArgs): aws.lb.LoadBalancer {
    const securityGroup = balancerSecurity(
      name,
      {
        vpcId: args.network.vpcId,
        allowedCidrs: args.allowedCidrs,
        podSecurityGroupId: args.cluster.podSecurityGroupId,
        podPorts: { lobechat: APP_PORT, assets: ASSETS_PORT },
      },
      { parent: this },
    );
    const { bucket } = new AccessLogs("access-logs", args, { parent: this });
    return new aws.lb.LoadBalancer(
      name,
      {
        loadBalancerType: "application",
        internal: false,
        subnets: args.network.publicSubnetIds,
        securityGroups: [securityGroup.id],
        idleTimeout: LIFECYCLE.balancerIdleSeconds,
        dropInvalidHeaderFields: true,
        enableDeletionProtection: args.protect,
        accessLogs: { bucket, enabled: true },
      },
      { parent: this, protect: args.protect },
    );
  }

  #record(name: string, balancer: aws.lb.LoadBalancer, domain: string, zone: string): void {
    new aws.route53.Record(
      name,
      {
        zoneId: zone,
        name: domain,
        // An ALB in public subnets of an IPv4 network has no AAAA.
        type: "A",
        aliases: [
          {
            name: balancer.dnsName,
            zoneId: balancer.zoneId,
            // With nothing healthy behind it, the answer is the load balancer's 503 and not a name without an address.
            evaluateTargetHealth: false,
          },
        ],
      },
      { parent: this },
    );
  }

  #previewRule(color: Color): aws.lb.ListenerRule {
    const values = [this.previewTokens[color]];
    return new aws.lb.ListenerRule(
      `preview-${color}`,
      {
        listenerArn: this.listenerArn,
        priority: PRIORITY.preview[color],
        conditions: [{ httpHeader: { httpHeaderName: PREVIEW_HEADER, values } }],
        actions: [forwardTo(this.targetGroupArns[color])],
        tags: { Name: `preview-${color}` },
      },
      { parent: this },
    );
  }
}
