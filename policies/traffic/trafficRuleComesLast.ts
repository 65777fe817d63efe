import { COLORS } from "../../config/color";
import { stackRule, type Look } from "../rule";
import type { Seen } from "../seen";
import type { Stack } from "../stack";
import { arnOf, forwardsOf } from "./forwards";
import { groupOf, pathsOf, priorityOf, rulesBeside, trafficRulesOf } from "./trafficRules";

/** LobeHub's JavaScript, which has a hash for each build in its names. */
const HASHED_FILES = "/_next/static/";

export const trafficRuleComesLast = stackRule({
  name: "traffic-rule-comes-last",
  description:
    "Above the traffic rule, each color has a preview rule that keeps its target group in use and so health-checked, and one rule sends hashed files to the proxy that finds both colors' files.",
  severity: "high",
  mend: "keep the preview rules and the assets rule of components/aws/loadBalancer.ts, and the order of PRIORITY in components/aws/listenerRules.ts, where the lower number is asked first.",
  check: (stack, look) => {
    for (const traffic of trafficRulesOf(stack)) {
      seeGroupsInUse(stack, look);
      seeHashedFiles(stack, traffic, look);
      for (const rule of rulesBeside(stack)) look(rule, (seen) => positionOf(seen, traffic));
    }
  },
});

function seeGroupsInUse(stack: Stack, look: Look): void {
  const previews = rulesBeside(stack).filter(isByHeader);
  for (const color of COLORS) {
    const group = groupOf(stack, color);
    if (group === undefined) continue;
    look(group, (seen) =>
      previews.some((rule) => sendsTo(rule, seen))
        ? undefined
        : "is named by no preview rule: nobody checks its health while the other color serves",
    );
  }
}

function seeHashedFiles(stack: Stack, traffic: Seen, look: Look): void {
  look(traffic, () =>
    rulesBeside(stack).some(takesHashedFiles)
      ? undefined
      : `takes ${HASHED_FILES}* too: after a flip, a tab of the other color misses its JavaScript`,
  );
}

function positionOf(rule: Seen, traffic: Seen): string | undefined {
  if (!isByHeader(rule) && !takesHashedFiles(rule)) return undefined;
  return priorityOf(rule) < priorityOf(traffic)
    ? undefined
    : `has priority ${priorityOf(rule)}, and ${traffic.name} at ${priorityOf(traffic)} takes everything first`;
}

function isByHeader(rule: Seen): boolean {
  return rule.parts("conditions").some((condition) => condition.has("httpHeader"));
}

function takesHashedFiles(rule: Seen): boolean {
  return pathsOf(rule).some((path) => path.startsWith(HASHED_FILES));
}

function sendsTo(rule: Seen, group: Seen): boolean {
  const arn = group.text("arn");
  return forwardsOf(rule).some(({ groups }) => groups.some((each) => arnOf(each) === arn));
}
