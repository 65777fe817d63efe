import { suffixOf } from "../aws/arnSuffix";
import type { BalancerMetric, Measured, Meter } from "../loadBalancer/meter";
import type { Metrics, Series } from "./metrics";

const NAMESPACE = "AWS/ApplicationELB";

/**
 * Counts of a load balancer's: of the whole, and of the target group where one is known. Hosts are of a group alone
 * [ELB user guide, CloudWatch metrics].
 */
export function balancerMeter(metrics: Metrics): Meter {
  const known = new Map<string, readonly Series[]>();
  return (name, value, of) => {
    const key = `${name} ${of.loadBalancerArn} ${of.targetGroupArn ?? ""}`;
    const counted = known.get(key) ?? seriesOf(metrics, name, of);
    known.set(key, counted);
    const isMeasured = name === "TargetResponseTime" || name.endsWith("HostCount");
    for (const series of counted) {
      if (isMeasured) series.put(value);
      else series.count(value);
    }
  };
}

function seriesOf(
  metrics: Metrics,
  name: BalancerMetric,
  { loadBalancerArn, targetGroupArn }: Measured,
): Series[] {
  const whole = { LoadBalancer: suffixOf(loadBalancerArn) };
  const group =
    targetGroupArn === undefined ? [] : [{ ...whole, TargetGroup: suffixOf(targetGroupArn) }];
  const dimensions = name.endsWith("HostCount") ? group : [whole, ...group];
  return dimensions.map((of) => metrics.seriesOf({ namespace: NAMESPACE, name, dimensions: of }));
}
