import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { serviceLogs } from "./serviceLogs";
import { observabilityRole } from "./clusterRoles";

export interface ClusterAddonsArgs {
  /** As one knows it before the cluster is there. */
  clusterName: string;
  cluster: aws.eks.Cluster;
  /** Whether the logs of pods and nodes survive the stack. */
  protect: boolean;
}

/**
 * What Auto Mode does not bring: the metrics that an autoscaler reads, and logs and restart counts in CloudWatch.
 *
 * EKS waits until their pods run, and at that time there are only the built-in pool's nodes, which take nothing
 * that does not tolerate their taint.
 */
export function clusterAddons(
  name: string,
  { clusterName, cluster, protect }: ClusterAddonsArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  new aws.eks.Addon(
    `${name}-metrics`,
    {
      clusterName: cluster.name,
      addonName: "metrics-server",
      configurationValues: tolerating({ key: "CriticalAddonsOnly", operator: "Exists" }),
    },
    opts,
  );

  const observability = `${name}-observability`;
  const { role, attachments } = observabilityRole(observability, opts);
  const logs = ["application", "dataplane", "host", "performance"].map((kind) => {
    const path = `/aws/containerinsights/${clusterName}/${kind}`;
    return serviceLogs(`${name}-${kind}-logs`, path, protect, opts);
  });
  new aws.eks.Addon(
    observability,
    {
      clusterName: cluster.name,
      addonName: "amazon-cloudwatch-observability",
      // Every node has its agent, whatever its taints.
      configurationValues: tolerating({ operator: "Exists" }),
      podIdentityAssociations: [{ serviceAccount: "cloudwatch-agent", roleArn: role.arn }],
    },
    { ...opts, dependsOn: [...attachments, ...logs] },
  );
}

function tolerating(toleration: { key?: string; operator: "Exists" }): string {
  return JSON.stringify({ tolerations: [toleration] });
}
