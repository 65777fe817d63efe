import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

/** What is called `default` is AWS' own, and AWS writes over whatever one changes there. */
const NODES = "lobechat";

export interface ClusterNodesArgs {
  cluster: { nodeRoleName: pulumi.Input<string>; podSecurityGroupId: pulumi.Input<string> };
  network: { privateSubnetIds: pulumi.Input<string>[] };
}

/**
 * The nodes of a cluster in Auto Mode that was made for LobeHub, and what makes its network policies count:
 * the controller's switch, and a class of nodes that obeys it.
 */
export class ClusterNodes extends pulumi.ComponentResource {
  /** What pods are to be gone before, so that a node is there until the last of them has ended. */
  readonly pool: k8s.apiextensions.CustomResource;

  constructor(name: string, args: ClusterNodesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:kubernetes:ClusterNodes", name, {}, opts);
    const parent = { parent: this };

    const policies = new k8s.core.v1.ConfigMap(
      `${name}-network-policies`,
      {
        metadata: { name: "amazon-vpc-cni", namespace: "kube-system" },
        data: { "enable-network-policy-controller": "true" },
      },
      parent,
    );
    const nodeClass = new k8s.apiextensions.CustomResource(
      `${name}-class`,
      {
        apiVersion: "eks.amazonaws.com/v1",
        kind: "NodeClass",
        metadata: { name: NODES },
        spec: nodeClassSpec(args),
      },
      parent,
    );
    this.pool = new k8s.apiextensions.CustomResource(
      name,
      {
        apiVersion: "karpenter.sh/v1",
        kind: "NodePool",
        metadata: { name: NODES },
        spec: NODE_POOL_SPEC,
      },
      // No node before its policies are obeyed, and no class that goes before its nodes.
      { ...parent, dependsOn: [policies, nodeClass] },
    );
    this.registerOutputs({});
  }
}

function nodeClassSpec({ cluster, network }: ClusterNodesArgs) {
  return {
    role: cluster.nodeRoleName,
    subnetSelectorTerms: network.privateSubnetIds.map((id) => ({ id })),
    securityGroupSelectorTerms: [{ id: cluster.podSecurityGroupId }],
    networkPolicy: "DefaultAllow",
  };
}

/** A node's pods may take this long to end when it has to go: time for streams to end, and for a snapshot. */
export const NODE_GRACE_HOURS = 4;

/**
 * A node leaves for a smaller one only when pods have been calm for a quarter of an hour, and one at a time: to
 * move a pod takes six minutes, and its users' streams. Zones are those of the class' subnets; that pods spread
 * over them is the pods' own rule, which the pool follows.
 */
export const NODE_POOL_SPEC = {
  template: {
    spec: {
      nodeClassRef: { group: "eks.amazonaws.com", kind: "NodeClass", name: NODES },
      requirements: [
        { key: "karpenter.sh/capacity-type", operator: "In", values: ["on-demand"] },
        // The platform that a release's image is mirrored for.
        { key: "kubernetes.io/arch", operator: "In", values: ["amd64"] },
        { key: "eks.amazonaws.com/instance-category", operator: "In", values: ["c", "m", "r"] },
        { key: "eks.amazonaws.com/instance-generation", operator: "Gt", values: ["4"] },
      ],
      // Two weeks: AWS itself ends a node after three, and its patches arrive with a new one.
      expireAfter: "336h",
      terminationGracePeriod: `${NODE_GRACE_HOURS}h`,
    },
  },
  disruption: {
    consolidationPolicy: "WhenEmptyOrUnderutilized",
    consolidateAfter: "15m",
    budgets: [{ nodes: "1" }],
  },
  // Both colours at their most, several times over: what ends a mistake, not what plans capacity.
  limits: { cpu: "64", memory: "256Gi" },
};
