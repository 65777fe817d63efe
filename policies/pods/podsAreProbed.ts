import { resourceRule } from "../rule";
import type { Part } from "../seen";
import { DEPLOYMENT, inEachContainer } from "./workloads";

export const podsAreProbed = resourceRule({
  name: "pods-are-probed",
  description:
    "Kubernetes asks every pod whether it takes requests, and whether it is still alive.",
  severity: "high",
  mend: "give each container a readinessProbe and a livenessProbe, as components/kubernetes/colorPod.ts and assets.ts do.",
  types: [DEPLOYMENT],
  checks: [inEachContainer(unasked)],
});

function unasked(container: Part): string | undefined {
  const missing = ["readinessProbe", "livenessProbe"].filter((probe) => !container.has(probe));
  return missing.length === 0 ? undefined : `has no ${missing.join(" and no ")}`;
}
