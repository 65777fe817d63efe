import { resourceRule } from "../rule";
import type { Part } from "../seen";
import { inEachContainer, WORKLOADS } from "./workloads";

export const podsHaveSeccomp = resourceRule({
  name: "pods-have-seccomp",
  description: "Every container may make only the system calls of a seccomp profile.",
  severity: "medium",
  mend: "give the pod podSecurityContext(user) of components/kubernetes/podSecurity.ts, whose profile is RuntimeDefault, and let no container say otherwise.",
  types: WORKLOADS,
  checks: [inEachContainer(unconfined)],
});

function unconfined(container: Part, pod: Part): string | undefined {
  const profile =
    container.text("securityContext", "seccompProfile", "type") ??
    pod.text("securityContext", "seccompProfile", "type") ??
    "none";
  return ["RuntimeDefault", "Localhost"].includes(profile)
    ? undefined
    : `has the seccomp profile ${profile}`;
}
