import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { perColor, type Color } from "../../config/color";
import { CANARY_STICKINESS_SECONDS, sharing, type Weights } from "../app/weights";

type RuleAction = aws.types.input.lb.ListenerRuleAction;

/** Lower numbers are asked first. */
export const PRIORITY = { preview: { blue: 10, green: 11 }, assets: 20, traffic: 1000 } as const;

/**
 * Where `/*` goes. A group without a share is left out, because a load balancer honours a group cookie before a
 * weight, also before a weight of 0; and the group cookie is on only while two groups are named, because only
 * then the API demands it. Stickiness is written out when it is off, or the provider would see a difference.
 */
export function forwardByWeight(
  weights: Weights,
  targetGroupArns: Record<Color, pulumi.Input<string>>,
): RuleAction {
  const named = sharing(weights);
  return {
    type: "forward",
    forward: {
      targetGroups: named.map((color) => ({
        arn: targetGroupArns[color],
        weight: weights[color],
      })),
      stickiness: { enabled: named.length > 1, duration: CANARY_STICKINESS_SECONDS },
    },
  };
}

/** The weights that a forward action of {@link forwardByWeight} stands for: what is left out has none. */
export function weightsOf(
  targetGroups: readonly { arn: string; weight?: number | undefined }[],
  targetGroupArns: Record<Color, string>,
): Weights {
  return perColor(
    (color) => targetGroups.find(({ arn }) => arn === targetGroupArns[color])?.weight ?? 0,
  );
}

/** Everything to one group, whoever serves. */
export function forwardTo(targetGroupArn: pulumi.Input<string>): RuleAction {
  return { type: "forward", targetGroupArn };
}
