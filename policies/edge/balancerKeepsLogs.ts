import { resourceRule } from "../rule";
import { LOAD_BALANCERS } from "../balancerTypes";

export const balancerKeepsLogs = resourceRule({
  name: "balancer-keeps-access-logs",
  description: "The load balancer writes down who asked for what.",
  severity: "medium",
  mend: "keep accessLogs with its bucket, and enabled, in components/aws/loadBalancer.ts.",
  types: LOAD_BALANCERS,
  checks: [
    (balancer) => {
      const logs = balancer.part("accessLogs");
      // By name: the bucket's own is not known before it is made.
      return logs.keys().includes("bucket") && logs.flag("enabled") === true
        ? undefined
        : "keeps no access logs";
    },
  ],
});
