import { resourceRule } from "../rule";
import type { Part, Seen } from "../seen";
import { DEPLOYMENT } from "./workloads";

export const rolloutsAreSurgeOnly = resourceRule({
  name: "rollouts-are-surge-only",
  description: "A rollout takes no pod away before a new one is ready in its place.",
  severity: "critical",
  mend: "keep strategy RollingUpdate with maxUnavailable 0 and a maxSurge above it.",
  types: [DEPLOYMENT],
  checks: [fewerOnTheWay],
});

function fewerOnTheWay(deployment: Seen): string | undefined {
  const strategy = deployment.part("spec", "strategy");
  const type = strategy.text("type") ?? "RollingUpdate";
  if (type !== "RollingUpdate") return `has the strategy ${type}`;
  const unavailable = podsOrShare(strategy, "maxUnavailable");
  if (isNone(unavailable)) return undefined;
  return `lets ${unavailable} of its pods be missing on the way (maxUnavailable)`;
}

/** A number of pods or a share of them; a quarter is what Kubernetes takes where nothing is said. */
function podsOrShare(strategy: Part, name: string): string {
  const path = ["rollingUpdate", name] as const;
  return strategy.number(...path)?.toString() ?? strategy.text(...path) ?? "25%";
}

function isNone(podsOrPercent: string): boolean {
  return Number.parseInt(podsOrPercent, 10) === 0;
}
