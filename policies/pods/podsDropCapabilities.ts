import { resourceRule } from "../rule";
import type { Part } from "../seen";
import { inEachContainer, WORKLOADS } from "./workloads";

/** The one that Kubernetes' restricted profile lets a container have back. */
const HARMLESS = "NET_BIND_SERVICE";

export const podsDropCapabilities = resourceRule({
  name: "pods-drop-capabilities",
  description: "Every container drops all of Linux's capabilities.",
  severity: "high",
  mend: "give the container CONTAINER_SECURITY_CONTEXT of components/kubernetes/podSecurity.ts, which drops ALL, and add none.",
  types: WORKLOADS,
  checks: [inEachContainer(capable)],
});

function capable(container: Part): string | undefined {
  const capabilities = container.part("securityContext", "capabilities");
  if (!capabilities.texts("drop").includes("ALL")) return "keeps capabilities";
  const added = capabilities.texts("add").filter((name) => name !== HARMLESS);
  return added.length === 0 ? undefined : `adds ${added.join(", ")}`;
}
