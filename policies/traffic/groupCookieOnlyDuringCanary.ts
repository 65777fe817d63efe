import { resourceRule } from "../rule";
import { LISTENER_RULES, LISTENERS } from "../balancerTypes";
import { forwardsOf, weightOf, type Forward } from "./forwards";

export const groupCookieOnlyDuringCanary = resourceRule({
  name: "group-cookie-only-during-canary",
  description:
    "A cookie holds users on a target group while a canary shares the traffic, and never else.",
  severity: "high",
  mend: "let lobechat:canaryPercent decide: `pulumi config set canaryPercent 0` names one group and turns the group cookie off, a higher one names both and turns it on.",
  types: [...LISTENER_RULES, ...LISTENERS],
  checks: [
    (resource) =>
      forwardsOf(resource)
        .map(problemOf)
        .find((problem) => problem !== undefined),
  ],
});

function problemOf({ groups, groupCookie }: Forward): string | undefined {
  if (groups.length === 1 && groupCookie)
    return "holds users on a target group by a cookie, though it names one group alone";
  const shared = groups.length > 1 && groups.every((group) => weightOf(group) > 0);
  return shared && !groupCookie
    ? `shares the traffic among ${groups.length} target groups without a group cookie, which AWS refuses for groups that have cookies of their own`
    : undefined;
}
