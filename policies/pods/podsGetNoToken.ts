import { resourceRule } from "../rule";
import type { Seen } from "../seen";
import { podSpec, WORKLOADS } from "./workloads";

/** None of the program's pods asks the cluster's API. What AWS takes for a pod's identity is another token. */
export const podsGetNoToken = resourceRule({
  name: "pods-get-no-token",
  description: "No pod is handed a token for the cluster's API that it does not need.",
  severity: "medium",
  mend: "set automountServiceAccountToken to false in the pod's spec; a pod that does ask the cluster's API needs an exception, with that as its reason.",
  types: WORKLOADS,
  checks: [handed],
});

function handed(workload: Seen): string | undefined {
  return podSpec(workload).flag("automountServiceAccountToken") === false
    ? undefined
    : "mounts a token for the cluster's API into its pods";
}
