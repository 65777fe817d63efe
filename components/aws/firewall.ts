import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { listRule, managedRules, rateRules, type RateLimits } from "./firewallRules";
import { counted } from "./firewallVisibility";
import { contentElsewhere } from "./writtenContent";
import { serviceLogs } from "./serviceLogs";

export interface FirewallSettings extends RateLimits {
  /** Blocks of addresses that are neither limited nor looked at. */
  allow: readonly string[];
  /** Blocks of addresses that get nothing, also where an allowed block holds them. */
  deny: readonly string[];
}

export interface FirewallArgs {
  firewall: FirewallSettings;
  /** ARN of the load balancer that it stands before. */
  balancerArn: pulumi.Input<string>;
  /** Whether its logs survive the stack. */
  protect: boolean;
}

/** The key of the body that those get who ask too often. */
const TOO_MANY = "too-many-requests";

/** What AWS looks at before a request reaches the load balancer's own rules. */
export class Firewall extends pulumi.ComponentResource {
  constructor(name: string, args: FirewallArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:aws:Firewall", name, {}, opts);
    const parent = { parent: this };

    const acl = new aws.wafv2.WebAcl(
      name,
      {
        scope: "REGIONAL",
        defaultAction: { allow: {} },
        rules: [
          ...this.#lists(args.firewall),
          ...rateRules(args.firewall, TOO_MANY),
          ...managedRules(),
          contentElsewhere(),
        ],
        customResponseBodies: [
          {
            key: TOO_MANY,
            contentType: "APPLICATION_JSON",
            content: JSON.stringify({ error: "Too many requests. Try again in a minute." }),
          },
        ],
        visibilityConfig: counted(name),
        tags: { Name: name },
      },
      parent,
    );
    new aws.wafv2.WebAclAssociation(
      name,
      { resourceArn: args.balancerArn, webAclArn: acl.arn },
      parent,
    );
    this.#log(name, acl, args.protect);
    this.registerOutputs({});
  }

  /** What is denied goes before what is allowed. */
  #lists({ deny, allow }: FirewallSettings): aws.types.input.wafv2.WebAclRule[] {
    return [
      ...this.#list("denied", deny, { priority: 0, action: { block: {} } }),
      ...this.#list("allowed", allow, { priority: 1, action: { allow: {} } }),
    ];
  }

  #list(
    name: string,
    blocks: readonly string[],
    rule: { priority: number; action: aws.types.input.wafv2.WebAclRuleAction },
  ): aws.types.input.wafv2.WebAclRule[] {
    if (blocks.length === 0) return [];
    const set = new aws.wafv2.IpSet(
      name,
      { scope: "REGIONAL", ipAddressVersion: "IPV4", addresses: [...blocks], tags: { Name: name } },
      { parent: this },
    );
    return [listRule(name, set.arn, rule)];
  }

  /** Only what was not simply let through: of that the load balancer's own log tells. */
  #log(name: string, acl: aws.wafv2.WebAcl, protect: boolean): void {
    const parent = { parent: this };
    // AWS takes no other beginning for the name.
    const path = `aws-waf-logs-${pulumi.getProject()}-${pulumi.getStack()}`;
    const logs = serviceLogs(`${name}-logs`, path, protect, parent);
    new aws.wafv2.WebAclLoggingConfiguration(
      name,
      {
        resourceArn: acl.arn,
        logDestinationConfigs: [logs.arn],
        // A session is as good as a password.
        redactedFields: ["cookie", "authorization"].map((header) => ({
          singleHeader: { name: header },
        })),
        loggingFilter: {
          defaultBehavior: "DROP",
          filters: [
            {
              behavior: "KEEP",
              requirement: "MEETS_ANY",
              conditions: ["BLOCK", "COUNT", "EXCLUDED_AS_COUNT"].map((action) => ({
                actionCondition: { action },
              })),
            },
          ],
        },
      },
      parent,
    );
  }
}
