import { suffixOf } from "../aws/arnSuffix";
import type { BalancerMetric, Measured, Meter } from "../loadBalancer/meter";
import type { Metrics } from "./metrics";

const NAMESPACE = "AWS/ApplicationELB";

/**
 * Counts of a load balancer's: of the whole, and of the target group where one is known. Hosts are of a group alone
 * [ELB user guide, CloudWatch metrics].
 */
export function balancerMeter(metrics: Metrics): Meter {
  const known = new Map<string, Note>();
  return (name, value, of) => {
    const key = `${name} ${of.loadBalancerArn} ${of.targetGroupArn ?? ""}`;
    const note = known.get(key) ?? noteOf(metrics, name, of);
    known.set(key, note);
    note(value);
  };
}

type Note = (value: number) => void;

function noteOf(
  metrics: Metrics,
  name: BalancerMetric,
  { loadBalancerArn, targetGroupArn }: Measured,
): Note {
  const whole = { LoadBalancer: suffixOf(loadBalancerArn) };
  const group =
    targetGroupArn === undefined ? [] : [{ ...whole, TargetGroup: suffixOf(targetGroupArn) }];
  const areHosts = name.endsWith("HostCount");
  const series = (areHosts ? group : [whole, ...group]).map((dimensions) =>
    metrics.seriesOf({ namespace: NAMESPACE, name, dimensions }),
  );
  return areHosts || name === "TargetResponseTime"
    ? (value) => {
        for (const each of series) each.put(value);
      }
    : (value) => {
        for (const each of series) each.count(value);
      };
}
