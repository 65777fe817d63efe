import { resourceRule } from "../rule";
import type { Seen } from "../seen";
import { isOpen } from "./openBlock";

export const clusterHasAllowList = resourceRule({
  name: "cluster-has-an-allow-list",
  description:
    "The cluster's API is reached from inside the network alone, or from a list of addresses.",
  severity: "critical",
  mend: "name in lobechat:cluster.publicAccessCidrs from where it is reached, or leave that out.",
  types: ["aws:eks/cluster:Cluster"],
  checks: [endpointProblem],
});

/** EKS opens the endpoint, and to everybody, where nothing is said. */
function endpointProblem(cluster: Seen): string | undefined {
  const access = cluster.part("vpcConfig");
  if (access.flag("endpointPublicAccess") === false) return undefined;
  const blocks = access.texts("publicAccessCidrs");
  if (blocks.length === 0) return "has a public endpoint without an allow list";
  const open = blocks.filter(isOpen);
  return open.length === 0 ? undefined : `has a public endpoint that is open to ${open.join(", ")}`;
}
