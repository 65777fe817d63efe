import { parameterOf } from "./parameterOf";
import { resourceRule } from "../rule";
import type { Seen } from "../seen";

const STORE = "aws:elasticache/replicationGroup:ReplicationGroup";

export const sessionStoreNeverEvicts = resourceRule({
  name: "session-store-never-evicts",
  description:
    "A session store that is full refuses new sessions and evicts none: that would log users out.",
  severity: "high",
  mend: "keep maxmemory-policy at noeviction in the parameter group of components/aws/sessionStore.ts, and more memory by lobechat:sessionStore.nodeType.",
  types: [STORE, "aws:elasticache/parameterGroup:ParameterGroup"],
  checks: [(seen) => (seen.type === STORE ? ownParameters(seen) : evictionOf(seen))],
});

/** ElastiCache's own parameter groups evict. */
function ownParameters(store: Seen): string | undefined {
  if (!store.keys().includes("parameterGroupName")) return "has ElastiCache's own parameters";
  const name = store.text("parameterGroupName") ?? "";
  return name.startsWith("default.") ? `has ElastiCache's own parameters, ${name}` : undefined;
}

function evictionOf(group: Seen): string | undefined {
  const policy = parameterOf(group, "maxmemory-policy")?.text("value");
  if (policy === "noeviction") return undefined;
  return policy === undefined
    ? "says nothing of eviction, so that it evicts"
    : `evicts by ${policy}`;
}
