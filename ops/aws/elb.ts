import type { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { AwsAccess } from "../../components/guard/awsAccess";
import { BRIEFLY } from "../../components/guard/briefly";
import { withClient } from "../../components/guard/withClient";

/** The traffic rule as the load balancer has it, whatever Pulumi remembers. */
export interface DescribedRule {
  /** Target group ARN to weight; empty where the rule answers by itself, as in maintenance. */
  weights: Record<string, number>;
  tags: Record<string, string>;
}

/** @throws Error of the SDK when the API cannot be asked, or has no such rule */
export async function describeRule(access: AwsAccess, ruleArn: string): Promise<DescribedRule> {
  const { DescribeRulesCommand, DescribeTagsCommand } =
    await import("@aws-sdk/client-elastic-load-balancing-v2");
  return withElb(access, async (client) => {
    const [rules, tags] = await Promise.all([
      client.send(new DescribeRulesCommand({ RuleArns: [ruleArn] })),
      client.send(new DescribeTagsCommand({ ResourceArns: [ruleArn] })),
    ]);
    const actions = rules.Rules?.[0]?.Actions ?? [];
    const groups = actions.flatMap((action) => groupsOf(action));
    return {
      weights: Object.fromEntries(groups),
      tags: Object.fromEntries(
        (tags.TagDescriptions?.[0]?.Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value]),
      ),
    };
  });
}

/** The tags that the traffic rule carries beside its name. */
export interface TrafficTags {
  active: string;
  /** The release that users are taken from. */
  refused: string;
  /** When and by whom the rule was changed past Pulumi, until an update has written it down. */
  brokenGlass: string;
}

/**
 * Gives everything to one target group, as the program writes it in the steady state, past Pulumi.
 *
 * @throws Error of the SDK; what was done until then stays
 */
export async function forwardRuleTo(
  access: AwsAccess,
  ruleArn: string,
  targetGroupArn: string,
  tags: TrafficTags,
): Promise<void> {
  const { AddTagsCommand, ModifyRuleCommand } =
    await import("@aws-sdk/client-elastic-load-balancing-v2");
  await withElb(access, async (client) => {
    await client.send(
      new ModifyRuleCommand({
        RuleArn: ruleArn,
        Actions: [
          {
            Type: "forward",
            ForwardConfig: {
              TargetGroups: [{ TargetGroupArn: targetGroupArn, Weight: 100 }],
              TargetGroupStickinessConfig: { Enabled: false },
            },
          },
        ],
      }),
    );
    const given = Object.entries(tags).map(([Key, Value]: [string, string]) => ({
      Key,
      Value: tagValue(Value),
    }));
    await client.send(new AddTagsCommand({ ResourceArns: [ruleArn], Tags: given }));
  });
}

interface Action {
  TargetGroupArn?: string | undefined;
  ForwardConfig?:
    | {
        TargetGroups?:
          { TargetGroupArn?: string | undefined; Weight?: number | undefined }[] | undefined;
      }
    | undefined;
}

/** One group alone is told as an ARN, several with their weights. */
function groupsOf({ TargetGroupArn, ForwardConfig }: Action): [string, number][] {
  const weighed = ForwardConfig?.TargetGroups ?? [];
  if (weighed.length === 0) return TargetGroupArn === undefined ? [] : [[TargetGroupArn, 100]];
  return weighed.map(({ TargetGroupArn: arn = "", Weight = 1 }) => [arn, Weight]);
}

/** What the API does not take in a tag is left out; the longest that it takes has 256 letters. */
function tagValue(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}\s+\-=._:/@]/gu, "").slice(0, 256);
}

async function withElb<T>(
  access: AwsAccess,
  ask: (client: ElasticLoadBalancingV2Client) => Promise<T>,
): Promise<T> {
  const { ElasticLoadBalancingV2Client } =
    await import("@aws-sdk/client-elastic-load-balancing-v2");
  return withClient(new ElasticLoadBalancingV2Client({ ...access, ...BRIEFLY }), ask);
}
