import { resourceRule } from "../rule";
import type { Seen } from "../seen";
import { TARGET_GROUPS } from "../balancerTypes";

export const crossZoneWhereCookiesAre = resourceRule({
  name: "cross-zone-where-cookies-are",
  description: "A target group with a cookie of its own is balanced across zones.",
  severity: "high",
  mend: 'set the target group\'s `loadBalancingCrossZoneEnabled` to "true": a user who comes in by another zone would lose the pod that the cookie names.',
  types: TARGET_GROUPS,
  checks: [
    // An Application Load Balancer is across zones by itself; a group alone can turn it off.
    (group) =>
      group.flag("loadBalancingCrossZoneEnabled") === false && holdsUsers(group)
        ? "has a cookie of its own and is not balanced across zones"
        : undefined,
  ],
});

/** What is written out is on, unless it says otherwise. */
function holdsUsers(group: Seen): boolean {
  return group.flag("stickiness", "enabled") ?? group.has("stickiness");
}
