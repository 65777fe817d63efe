import { resourceRule } from "../rule";
import type { Part } from "../seen";
import { inEachContainer, WORKLOADS } from "./workloads";

export const podsGainNoPrivileges = resourceRule({
  name: "pods-gain-no-privileges",
  description: "No process of a pod gets more privileges than the one that started it.",
  severity: "high",
  mend: "give the container CONTAINER_SECURITY_CONTEXT of components/kubernetes/podSecurity.ts, and do not make it privileged.",
  types: WORKLOADS,
  checks: [inEachContainer(escalating)],
});

function escalating(container: Part): string | undefined {
  if (container.flag("securityContext", "privileged") === true) return "is privileged";
  return container.flag("securityContext", "allowPrivilegeEscalation") === false
    ? undefined
    : "lets privileges escalate";
}
