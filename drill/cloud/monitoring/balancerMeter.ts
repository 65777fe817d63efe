import { suffixOf } from "../aws/arnSuffix";
import type { Meter } from "../loadBalancer/meter";
import type { Metrics } from "./metrics";

const NAMESPACE = "AWS/ApplicationELB";

/**
 * Counts of a load balancer's: of the whole, and of the target group where one is known. Hosts are of a group alone
 * [ELB user guide, CloudWatch metrics].
 */
export function balancerMeter(metrics: Metrics): Meter {
  return (name, value, { loadBalancerArn, targetGroupArn }) => {
    const dimensions = { LoadBalancer: suffixOf(loadBalancerArn) };
    if (!name.endsWith("HostCount")) metrics.put({ namespace: NAMESPACE, name, dimensions }, value);
    if (targetGroupArn === undefined) return;
    const group = { ...dimensions, TargetGroup: suffixOf(targetGroupArn) };
    metrics.put({ namespace: NAMESPACE, name, dimensions: group }, value);
  };
}
