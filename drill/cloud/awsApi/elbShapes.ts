import { z } from "zod";
import type { Action, Condition, RuleSettings, TargetHealth } from "../loadBalancer/api";

/** Elastic Load Balancing's own words, as its API spells them; the Query protocol sends numbers as text. */

const number = z.coerce.number();
const flag = z.enum(["true", "false"]).transform((text) => text === "true");

const forwardAction = z
  .object({
    Type: z.literal("forward"),
    TargetGroupArn: z.string().optional(),
    ForwardConfig: z
      .object({
        TargetGroups: z.array(z.object({ TargetGroupArn: z.string(), Weight: number.default(1) })),
        TargetGroupStickinessConfig: z
          .object({ Enabled: flag, DurationSeconds: number.default(3600) })
          .optional(),
      })
      .optional(),
  })
  .transform(({ TargetGroupArn, ForwardConfig }): Action => {
    const groups = ForwardConfig?.TargetGroups ?? [
      { TargetGroupArn: TargetGroupArn ?? "", Weight: 1 },
    ];
    const targetGroups = groups.map((group) => ({
      arn: group.TargetGroupArn,
      weight: group.Weight,
    }));
    const sticky = ForwardConfig?.TargetGroupStickinessConfig;
    if (sticky === undefined) return { type: "forward", targetGroups };
    const stickiness = { enabled: sticky.Enabled, durationSeconds: sticky.DurationSeconds };
    return { type: "forward", targetGroups, stickiness };
  });

const fixedResponse = z
  .object({
    Type: z.literal("fixed-response"),
    FixedResponseConfig: z.object({
      StatusCode: number,
      ContentType: z.string().default("text/plain"),
      MessageBody: z.string().default(""),
    }),
  })
  .transform(({ FixedResponseConfig: { StatusCode, ContentType, MessageBody } }): Action => ({
    type: "fixed-response",
    statusCode: StatusCode,
    contentType: ContentType,
    messageBody: MessageBody,
  }));

export const modifyRule = z.object({
  RuleArn: z.string(),
  // A change of conditions is refused rather than ignored.
  Conditions: z.undefined().optional(),
  Actions: z.array(z.union([forwardAction, fixedResponse])).optional(),
});

export function describeRule(RuleArn: string, rule: RuleSettings): object {
  return {
    RuleArn,
    Priority: String(rule.priority),
    Conditions: rule.conditions.map(describeCondition),
    Actions: rule.actions.map(describeAction),
    IsDefault: false,
  };
}

function describeCondition(condition: Condition): object {
  const { field: Field, values: Values } = condition;
  return condition.field === "path-pattern"
    ? { Field, Values, PathPatternConfig: { Values } }
    : { Field, HttpHeaderConfig: { HttpHeaderName: condition.name, Values } };
}

function describeAction(action: Action): object {
  const { type: Type } = action;
  switch (action.type) {
    case "forward": {
      const [only, ...others] = action.targetGroups;
      const sticky = action.stickiness;
      return {
        Type,
        ...(others.length === 0 ? { TargetGroupArn: only?.arn } : {}),
        ForwardConfig: {
          TargetGroups: action.targetGroups.map(({ arn, weight }) => ({
            TargetGroupArn: arn,
            Weight: weight,
          })),
          TargetGroupStickinessConfig: {
            Enabled: sticky?.enabled ?? false,
            DurationSeconds: sticky?.durationSeconds,
          },
        },
      };
    }
    case "fixed-response": {
      const { statusCode, contentType: ContentType, messageBody: MessageBody } = action;
      const FixedResponseConfig = { StatusCode: String(statusCode), ContentType, MessageBody };
      return { Type, FixedResponseConfig };
    }
    case "redirect": {
      const { protocol: Protocol, port: Port, statusCode } = action;
      return { Type, RedirectConfig: { Protocol, Port, StatusCode: `HTTP_${statusCode}` } };
    }
  }
}

/** [API reference, TargetHealth] */
const DESCRIPTIONS: Readonly<Record<string, string>> = {
  "Elb.InitialHealthChecking": "Initial health checks in progress",
  "Target.DeregistrationInProgress": "Target deregistration is in progress",
  "Target.FailedHealthChecks": "Health checks failed",
  "Target.NotInUse": "Target group is not configured to receive traffic from the load balancer",
  "Target.ResponseCodeMismatch": "Health checks failed with a code that does not match",
  "Target.Timeout": "Request timed out",
};

export function describeHealth({ id, port, state, reason }: TargetHealth): object {
  const why = reason === undefined ? {} : { Reason: reason, Description: DESCRIPTIONS[reason] };
  return {
    Target: { Id: id, Port: port },
    HealthCheckPort: port,
    TargetHealth: { State: state, ...why },
  };
}
