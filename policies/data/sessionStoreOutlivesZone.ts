import { isOn } from "../isOn";
import { resourceRule } from "../rule";
import type { Seen } from "../seen";

export const sessionStoreOutlivesZone = resourceRule({
  name: "session-store-outlives-a-zone",
  description:
    "A copy of every session is in a second zone and takes over by itself: nobody is logged out.",
  severity: "high",
  mend: "set lobechat:sessionStore.replicas to 1 or more.",
  types: ["aws:elasticache/replicationGroup:ReplicationGroup"],
  // What was seen first says it; the others follow from it.
  checks: [(store) => noCopy(store) ?? noTakeOver(store) ?? oneZone(store)],
});

function noCopy(store: Seen): string | undefined {
  const nodes = store.number("numCacheClusters") ?? 1;
  const replicas = store.number("replicasPerNodeGroup") ?? nodes - 1;
  return replicas > 0 ? undefined : "has no copy beside the primary";
}

const noTakeOver = isOn(
  ["automaticFailoverEnabled"],
  "has copies that do not take over by themselves",
);

const oneZone = isOn(["multiAzEnabled"], "may have all its copies in one zone");
