import { resourceRule } from "../rule";
import type { Seen } from "../seen";
import { isColor } from "./colorPods";
import { DEPLOYMENT } from "./workloads";

/** Of the inputs: once it is deployed, Kubernetes tells the autoscaler's own number in the same place. */
export const replicasAreTheAutoscalers = resourceRule({
  name: "replicas-are-the-autoscalers",
  description: "How many pods a colour has is said by its autoscaler, and by nothing beside it.",
  severity: "high",
  mend: "leave spec.replicas out of the colour's Deployment and set lobechat:<color>.capacity, {min, max}; only a cold colour, capacity {min: 0, max: 0}, names 0.",
  types: [DEPLOYMENT],
  checks: [ownNumber],
});

function ownNumber(deployment: Seen): string | undefined {
  if (!isColor(deployment)) return undefined;
  const replicas = deployment.number("spec", "replicas") ?? 0;
  return replicas === 0
    ? undefined
    : `names ${replicas} replicas, to which each update would set it back`;
}
