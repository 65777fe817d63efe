import { AUTOSCALER } from "../pods/autoscalersAreOn";
import { DEPLOYMENT } from "../pods/workloads";
import { stackRule } from "../rule";
import type { Seen } from "../seen";
import type { Stack } from "../stack";
import { activeColorOf, trafficRulesOf } from "../traffic/trafficRules";

export const activeColorHasCapacity = stackRule({
  name: "active-color-has-capacity",
  description: "The color that serves has pods.",
  severity: "critical",
  mend: "raise the active color's capacity, as `pulumi config set --path blue.capacity.min 2` does, before traffic moves there.",
  check: (stack, look) => {
    for (const rule of trafficRulesOf(stack)) {
      const active = activeColorOf(rule);
      if (active === undefined) continue;
      const deployment = stack.named(DEPLOYMENT, active);
      if (deployment === undefined)
        look(rule, () => `says that ${active} serves, which has no pods`);
      else
        look(deployment, (seen) =>
          leastPodsOf(seen, stack) === 0 ? "serves, and has no pods" : undefined,
        );
    }
  },
});

/** An autoscaler's minimum; it is off where the Deployment says 0. */
function leastPodsOf(deployment: Seen, stack: Stack): number {
  const replicas = deployment.number("spec", "replicas") ?? 1;
  const scaler = stack
    .of(AUTOSCALER)
    .find((each) => each.text("spec", "scaleTargetRef", "name") === deployment.name);
  return scaler === undefined || replicas === 0
    ? replicas
    : (scaler.number("spec", "minReplicas") ?? 1);
}
