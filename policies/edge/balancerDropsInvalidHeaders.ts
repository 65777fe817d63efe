import { isOn } from "../isOn";
import { mending } from "../mending";
import { resourceRule } from "../rule";
import { LOAD_BALANCERS } from "../balancerTypes";

const types = LOAD_BALANCERS;

export const balancerDropsInvalidHeaders = mending(
  resourceRule({
    name: "balancer-drops-invalid-headers",
    description:
      "The load balancer drops headers that HTTP does not allow, so that no pod reads them otherwise.",
    severity: "medium",
    mend: "keep dropInvalidHeaderFields on in components/aws/loadBalancer.ts.",
    level: "remediate",
    types,
    checks: [isOn(["dropInvalidHeaderFields"], "passes headers on that HTTP does not allow")],
  }),
  { types, switches: ["dropInvalidHeaderFields"] },
);
