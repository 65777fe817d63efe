import type * as aws from "@pulumi/aws";
import { FLIPS } from "../guard/countFlip";
import { mayChangeState, type StateStore } from "./stateAccess";

export interface RollbackPlace {
  trafficRuleArn: string;
  topicArn: string;
  project: string;
  stack: string;
  /** undefined: it is not known where the state is, and to reach it is somebody else's to allow. */
  state: StateStore | undefined;
}

/**
 * What it takes to move traffic, by an update or without, and nothing else: one rule, what the guard and the
 * automatic rollback look at, what they tell, and the stack's state.
 */
export function mayRollBack(place: RollbackPlace): aws.iam.PolicyStatement[] {
  const { trafficRuleArn, topicArn, state } = place;
  return [
    {
      Effect: "Allow",
      Action: [
        "elasticloadbalancing:ModifyRule",
        "elasticloadbalancing:AddTags",
        "elasticloadbalancing:RemoveTags",
      ],
      Resource: trafficRuleArn,
    },
    // To look: none of these can be narrowed to a resource, and composite alarms are shown to no narrower one.
    {
      Effect: "Allow",
      Action: [
        "elasticloadbalancing:DescribeRules",
        "elasticloadbalancing:DescribeTags",
        "elasticloadbalancing:DescribeTargetHealth",
        "cloudwatch:DescribeAlarms",
        "cloudwatch:DescribeAlarmHistory",
        "cloudwatch:GetMetricData",
      ],
      Resource: "*",
    },
    // The guard counts flips. A metric has no ARN, but a namespace.
    {
      Effect: "Allow",
      Action: "cloudwatch:PutMetricData",
      Resource: "*",
      Condition: { StringEquals: { "cloudwatch:namespace": FLIPS.namespace } },
    },
    { Effect: "Allow", Action: "sns:Publish", Resource: topicArn },
    ...(state === undefined ? [] : mayChangeState(state, place)),
  ];
}
