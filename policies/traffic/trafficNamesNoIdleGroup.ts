import { resourceRule } from "../rule";
import { LISTENER_RULES, LISTENERS } from "../balancerTypes";
import { forwardsOf, weightOf } from "./forwards";

/** A load balancer honours a group cookie before a weight, also before a weight of 0. */
export const trafficNamesNoIdleGroup = resourceRule({
  name: "traffic-names-no-idle-group",
  description: "A forward names no target group that gets none of the traffic.",
  severity: "critical",
  mend: "leave the idle color's group out of the traffic rule, as `pulumi config set canaryPercent 0` does: its group cookie would keep users there after a rollback.",
  types: [...LISTENER_RULES, ...LISTENERS],
  checks: [
    (resource) => {
      for (const { groups, groupCookie } of forwardsOf(resource)) {
        const idle = groups.filter((group) => weightOf(group) === 0).length;
        if (idle === 0) continue;
        const cookie = groupCookie ? ", under a group cookie that comes before the weights" : "";
        return `names ${groups.length} target groups, ${idle} of them with weight 0${cookie}`;
      }
      return undefined;
    },
  ],
});
