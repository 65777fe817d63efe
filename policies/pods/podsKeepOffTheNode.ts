import { resourceRule } from "../rule";
import type { Seen } from "../seen";
import { podSpec, WORKLOADS } from "./workloads";

export const podsKeepOffTheNode = resourceRule({
  name: "pods-keep-off-the-node",
  description: "No pod shares its node's network, processes or files.",
  severity: "high",
  mend: "leave out hostNetwork, hostPID and hostIPC, and mount an emptyDir, a ConfigMap or a Secret instead of a hostPath.",
  types: WORKLOADS,
  checks: [sharedNamespaces, sharedFiles],
});

function sharedNamespaces(workload: Seen): string | undefined {
  const shared = ["hostNetwork", "hostPID", "hostIPC"].filter(
    (name) => podSpec(workload).flag(name) === true,
  );
  return shared.length === 0 ? undefined : `has ${shared.join(", ")}`;
}

function sharedFiles(workload: Seen): string | undefined {
  const mounted = podSpec(workload)
    .parts("volumes")
    .flatMap((volume) => volume.text("hostPath", "path") ?? []);
  return mounted.length === 0 ? undefined : `mounts the node's ${mounted.join(", ")}`;
}
