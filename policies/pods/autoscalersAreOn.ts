import { stackRule } from "../rule";
import type { Seen } from "../seen";
import { DEPLOYMENT } from "./workloads";

export const AUTOSCALER = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler";

export const autoscalersAreOn = stackRule({
  name: "autoscalers-are-on",
  description: "An autoscaler has a Deployment to scale, which is not switched off by 0 replicas.",
  severity: "critical",
  mend: "leave spec.replicas out of a Deployment that has an autoscaler; a colour that shall be cold has lobechat:<color>.capacity {min: 0, max: 0} and none.",
  check: (stack, look) => {
    const deployments = stack.of(DEPLOYMENT);
    for (const autoscaler of stack.of(AUTOSCALER))
      look(autoscaler, () => switchedOff(autoscaler, deployments));
  },
});

function switchedOff(autoscaler: Seen, deployments: readonly Seen[]): string | undefined {
  const name = autoscaler.text("spec", "scaleTargetRef", "name") ?? "";
  const scaled = deployments.find((deployment) => deployment.text("metadata", "name") === name);
  if (scaled === undefined) return `scales ${name}, which is no Deployment of this stack`;
  return scaled.number("spec", "replicas") === 0
    ? `scales ${name}, which has 0 replicas: Kubernetes leaves it at that`
    : undefined;
}
