import type * as pulumi from "@pulumi/pulumi";
import type { Cluster, ClusterPlace } from "../aws/cluster";
import type { NetworkPlace } from "../aws/network";
import { clusterCheck } from "./clusterCheck";
import { ClusterNodes } from "./clusterNodes";

/** What comes before the first object of LobeHub in a cluster. */
export interface ClusterReady {
  /** What has to be there. */
  after: pulumi.Resource[];
  /** What looks whether it may be made at all. */
  hooks: pulumi.ResourceHook[];
}

/** Nodes for a cluster that was made, and a look at one that was there already. */
export function clusterReady(
  name: string,
  { cluster, network }: { cluster: Cluster | ClusterPlace; network: NetworkPlace },
  opts: pulumi.ComponentResourceOptions,
): ClusterReady {
  if ("nodeRoleName" in cluster)
    return { after: [new ClusterNodes(name, { cluster, network }, opts).pool], hooks: [] };
  return { after: [], hooks: [clusterCheck(`${name}-check`, cluster.kubeconfig)] };
}
