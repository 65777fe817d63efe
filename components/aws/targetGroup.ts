import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { HEALTH_CHECK } from "../app/lifecycle";

export interface TargetGroupArgs {
  vpcId: pulumi.Input<string>;
  clusterName: pulumi.Input<string>;
  port: number;
  healthPath: string;
  deregistrationSeconds: number;
  /** Whether a user stays on one pod. It is the group's own cookie: nobody is held on a colour. */
  sticky: boolean;
}

/**
 * A group of pods, registered by Kubernetes. It has no fixed name: a replacement would collide with itself
 * (pulumi-aws 4220). The tag lets EKS Auto Mode register pods in a group that it did not make.
 */
export function targetGroup(
  name: string,
  args: TargetGroupArgs,
  opts: pulumi.CustomResourceOptions,
): aws.lb.TargetGroup {
  return new aws.lb.TargetGroup(
    name,
    {
      vpcId: args.vpcId,
      targetType: "ip",
      protocol: "HTTP",
      port: args.port,
      healthCheck: {
        path: args.healthPath,
        matcher: "200",
        interval: HEALTH_CHECK.intervalSeconds,
        timeout: HEALTH_CHECK.timeoutSeconds,
        healthyThreshold: HEALTH_CHECK.healthyThreshold,
        unhealthyThreshold: HEALTH_CHECK.unhealthyThreshold,
      },
      deregistrationDelay: args.deregistrationSeconds,
      stickiness: { type: "lb_cookie", enabled: args.sticky, cookieDuration: ONE_DAY_SECONDS },
      loadBalancingCrossZoneEnabled: "true",
      tags: { Name: name, "eks:eks-cluster-name": args.clusterName },
    },
    opts,
  );
}

const ONE_DAY_SECONDS = 86_400;
