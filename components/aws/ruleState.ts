import { z } from "zod";
import { COLORS, type Color } from "../../config/color";
import type { RuleState } from "../guard/ruleState";
import { weightsOf } from "./listenerRules";

const INPUTS = z.object({
  actions: z.array(
    z.object({
      forward: z
        .object({
          targetGroups: z.array(z.object({ arn: z.string(), weight: z.number().optional() })),
        })
        .nullish(),
    }),
  ),
  tags: z.object({ active: z.enum(COLORS), refused: z.string().optional() }),
});

/**
 * What the inputs of the traffic rule say, before or after a change.
 *
 * @param inputs as a hook gets them
 * @returns undefined where there are none, or where a preview does not know them yet
 */
export function ruleStateOf(
  inputs: unknown,
  targetGroupArns: Record<Color, string>,
): RuleState | undefined {
  const parsed = INPUTS.safeParse(inputs);
  if (!parsed.success) return undefined;
  const { actions, tags } = parsed.data;
  const targetGroups = actions[0]?.forward?.targetGroups ?? [];
  const known = COLORS.map((color) => targetGroupArns[color]);
  if (!targetGroups.every(({ arn }) => known.includes(arn))) return undefined;
  return {
    active: tags.active,
    weights: weightsOf(targetGroups, targetGroupArns),
    refused: tags.refused,
  };
}
