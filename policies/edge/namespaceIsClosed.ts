import { BlockList } from "node:net";
import { stackRule } from "../rule";
import type { Part, Seen } from "../seen";

const POLICIES = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
const NAMESPACES = "kubernetes:core/v1:Namespace";
const METADATA = "169.254.169.254";
const BOTH = ["Egress", "Ingress"];

export const namespaceIsClosed = stackRule({
  name: "the-namespace-is-closed",
  description:
    "Pods are reached, and reach others, by rules alone, and by none of them the metadata service with the node's credentials.",
  severity: "high",
  mend: "keep the default-deny of components/kubernetes/closedNamespace.ts, and egress by egressRules(); whom else pods may reach is lobechat:egress.",
  check: (stack, look) => {
    const policies = stack.of(POLICIES);
    for (const namespace of stack.of(NAMESPACES))
      look(namespace, () =>
        policies.some(closesAll) ? undefined : "has no policy that closes it for every pod",
      );
    for (const policy of policies)
      look(policy, () => {
        const open = policy.parts("spec", "egress").filter(opensMetadata);
        return open.length === 0 ? undefined : `opens the way to ${METADATA}, the metadata service`;
      });
  },
});

function closesAll(policy: Seen): boolean {
  const spec = policy.part("spec");
  const types = spec.texts("policyTypes").sort();
  return (
    spec.has("podSelector") &&
    spec.keys("podSelector").length === 0 &&
    types.join() === BOTH.join() &&
    spec.parts("ingress").length + spec.parts("egress").length === 0
  );
}

/** A rule without peers is for all addresses; that is for names alone. */
function opensMetadata(rule: Part): boolean {
  const peers = rule.parts("to");
  if (peers.length === 0) return !isForNames(rule);
  return peers.some((peer) => {
    const block = peer.part("ipBlock");
    const cidr = block.text("cidr");
    if (cidr === undefined || !holds(cidr)) return false;
    return !block.texts("except").some(holds);
  });
}

function isForNames(rule: Part): boolean {
  const ports = rule.parts("ports");
  return ports.length > 0 && ports.every((each) => each.number("port") === 53);
}

function holds(cidr: string): boolean {
  const [network = "", bits = "32"] = cidr.split("/");
  const list = new BlockList();
  list.addSubnet(network, Number(bits), "ipv4");
  return list.check(METADATA, "ipv4");
}
