import { z } from "zod";
import { ElbError, type ElasticLoadBalancing } from "../loadBalancer/api";
import type { Action, Actions } from "./action";
import { ApiError } from "./apiError";
import { describeHealth, describeRule, modifyRule } from "./elbShapes";

const text = z.string();
const texts = z.array(text);
const describeTargetHealth = z.object({ TargetGroupArn: text });
const describeRules = z.object({ RuleArns: texts.optional(), ListenerArn: text.optional() });
const describeTags = z.object({ ResourceArns: texts });
const addTags = describeTags.extend({
  Tags: z.array(z.object({ Key: text, Value: text.default("") })),
});
const removeTags = describeTags.extend({ TagKeys: texts });

/** Elastic Load Balancing's actions, as far as the guard and the commands ask for them. */
export function elbActions(elb: ElasticLoadBalancing): Actions {
  return refusing({
    DescribeTargetHealth: (request) => {
      const { TargetGroupArn } = describeTargetHealth.parse(request);
      const targets = elb.describeTargetHealth(TargetGroupArn);
      return { TargetHealthDescriptions: targets.map(describeHealth) };
    },
    DescribeRules: (request) => {
      const { RuleArns, ListenerArn } = describeRules.parse(request);
      const rules = RuleArns?.map((arn) => [arn, elb.describeRule(arn)] as const) ?? [
        ...elb.rulesOf(ListenerArn ?? ""),
      ];
      return { Rules: rules.map(([arn, rule]) => describeRule(arn, rule)) };
    },
    ModifyRule: (request) => {
      const { RuleArn, Actions } = modifyRule.parse(request);
      const before = elb.describeRule(RuleArn);
      const rule = Actions === undefined ? before : { ...before, actions: Actions };
      elb.modifyRule(RuleArn, rule);
      return { Rules: [describeRule(RuleArn, rule)] };
    },
    DescribeTags: (request) => {
      const { ResourceArns } = describeTags.parse(request);
      const TagDescriptions = ResourceArns.map((ResourceArn) => {
        const tags = Object.entries(elb.tags.of(ResourceArn));
        return { ResourceArn, Tags: tags.map(([Key, Value]) => ({ Key, Value })) };
      });
      return { TagDescriptions };
    },
    AddTags: (request) => {
      const { ResourceArns, Tags } = addTags.parse(request);
      const tags = Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]));
      for (const arn of ResourceArns) elb.tags.add(arn, tags);
      return {};
    },
    RemoveTags: (request) => {
      const { ResourceArns, TagKeys } = removeTags.parse(request);
      for (const arn of ResourceArns) elb.tags.remove(arn, TagKeys);
      return {};
    },
  });
}

/** The load balancer refuses in its own words; the API has the code apart from the sentence. */
function refusing(actions: Actions): Actions {
  const wrap = (act: Action): Action => {
    return (request) => {
      try {
        return act(request);
      } catch (error) {
        if (!(error instanceof ElbError)) throw error;
        throw new ApiError(error.code, error.message.replace(`${error.code}: `, ""));
      }
    };
  };
  return Object.fromEntries(Object.entries(actions).map(([name, act]) => [name, wrap(act)]));
}
