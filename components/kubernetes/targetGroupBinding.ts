import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

export interface TargetGroupBindingArgs {
  namespace: pulumi.Input<string>;
  service: k8s.core.v1.Service;
  port: number;
  targetGroupArn: pulumi.Input<string>;
}

/**
 * Keeps the pods of a Service registered in a target group, by the controller of EKS Auto Mode. It opens no
 * security group: the one rule from the load balancer to the pods is the program's own.
 */
export function bindTargetGroup(
  name: string,
  { namespace, service, port, targetGroupArn }: TargetGroupBindingArgs,
  opts: pulumi.CustomResourceOptions,
): k8s.apiextensions.CustomResource {
  return new k8s.apiextensions.CustomResource(
    name,
    {
      apiVersion: "eks.amazonaws.com/v1",
      kind: "TargetGroupBinding",
      metadata: { name, namespace },
      spec: {
        serviceRef: { name: service.metadata.name, port },
        targetGroupARN: targetGroupArn,
        targetType: "ip",
      },
    },
    opts,
  );
}
