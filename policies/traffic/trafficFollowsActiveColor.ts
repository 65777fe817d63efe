import { COLORS } from "../../config/color";
import { stackRule } from "../rule";
import type { Seen } from "../seen";
import type { Stack } from "../stack";
import { arnOf, forwardsOf, weightOf, type Forward } from "./forwards";
import { activeColorOf, groupOf, trafficRulesOf } from "./trafficRules";

/** What the active colour keeps of the traffic at least: a canary gets no more than the rest. */
const LEAST_PERCENT = 50;

export const trafficFollowsActiveColor = stackRule({
  name: "traffic-follows-active-color",
  description: "The traffic rule says which color is active, and sends most users there.",
  severity: "critical",
  mend: "let lobechat:activeColor and lobechat:canaryPercent alone decide the weights, as `pulumi config set activeColor blue` and `pulumi config set canaryPercent 0` do.",
  check: (stack, look) => {
    for (const rule of trafficRulesOf(stack)) look(rule, (seen) => problemOf(seen, stack));
  },
});

function problemOf(rule: Seen, stack: Stack): string | undefined {
  const active = activeColorOf(rule);
  if (active === undefined) return "does not say by its tag `active` which color serves";
  const [forward] = forwardsOf(rule);
  // The maintenance page answers everyone.
  if (forward === undefined) return undefined;

  const foreign = forward.groups.map(arnOf).find((arn) => !arnsOfColors(stack).includes(arn));
  if (foreign !== undefined) return `sends users to ${foreign}, which is no color's`;
  const percent = percentOf(forward, groupOf(stack, active)?.text("arn"));
  return percent < LEAST_PERCENT
    ? `says that ${active} is active, and sends ${Math.round(percent)} % of the users there`
    : undefined;
}

function arnsOfColors(stack: Stack): (string | undefined)[] {
  return COLORS.map((color) => groupOf(stack, color)?.text("arn"));
}

function percentOf({ groups }: Forward, arn: string | undefined): number {
  const sum = (some: Forward["groups"]) => some.reduce((all, group) => all + weightOf(group), 0);
  const all = sum(groups);
  return all === 0 ? 0 : (100 * sum(groups.filter((group) => arnOf(group) === arn))) / all;
}
