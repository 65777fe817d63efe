import { resourceRule } from "../rule";
import type { Part } from "../seen";
import { inEachContainer, WORKLOADS } from "./workloads";

/** Root in a container is root on the node, once anything lets it out. */
export const podsAreNotRoot = resourceRule({
  name: "pods-are-not-root",
  description: "Every pod runs as a user that is not root.",
  severity: "high",
  mend: "give the pod podSecurityContext(user) of components/kubernetes/podSecurity.ts, with the user that its image was made for, and let no container say otherwise.",
  types: WORKLOADS,
  checks: [inEachContainer(asRoot)],
});

/** What a container says counts before what its pod says. */
function asRoot(container: Part, pod: Part): string | undefined {
  const user =
    container.number("securityContext", "runAsUser") ?? pod.number("securityContext", "runAsUser");
  if (user === 0) return "runs as user 0";
  const refused =
    container.flag("securityContext", "runAsNonRoot") ??
    pod.flag("securityContext", "runAsNonRoot");
  return refused === true ? undefined : "may run as root";
}
