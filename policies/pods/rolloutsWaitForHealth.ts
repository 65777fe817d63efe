import { resourceRule } from "../rule";
import type { Seen } from "../seen";
import { DEPLOYMENT } from "./workloads";

/** What the load balancer takes to see a new pod healthy: two health checks, five seconds apart. */
const HEALTHY_AFTER_SECONDS = 10;

export const rolloutsWaitForHealth = resourceRule({
  name: "rollouts-wait-for-health",
  description: "A new pod counts only when the load balancer has had the time to see it healthy.",
  severity: "high",
  mend: `set minReadySeconds above ${HEALTHY_AFTER_SECONDS}: MIN_READY_SECONDS of components/app/lifecycle.ts is what colours have.`,
  types: [DEPLOYMENT],
  checks: [tooSoon],
});

function tooSoon(deployment: Seen): string | undefined {
  const seconds = deployment.number("spec", "minReadySeconds") ?? 0;
  return seconds > HEALTHY_AFTER_SECONDS
    ? undefined
    : `takes a new pod for ready after ${seconds} s (minReadySeconds)`;
}
