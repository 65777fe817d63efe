import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** One metric of an alarm that computes, or what is computed. */
export type MetricQuery = aws.types.input.cloudwatch.MetricAlarmMetricQuery;

/** What an alarm compares, and over which seconds. */
export interface Statistic {
  namespace: string;
  metricName: string;
  dimensions: Record<string, pulumi.Input<string>>;
  /** `Sum`, `Minimum` or a percentile such as `p99`. */
  stat: string;
  /** Seconds. */
  period: number;
}

/** Dimensions of AWS/ApplicationELB: a load balancer, or one of its groups. */
export interface BalancerDimensions extends Record<string, pulumi.Input<string>> {
  LoadBalancer: pulumi.Input<string>;
}

/** What most alarms count in: the load balancer reports once a minute. */
export const MINUTE = 60;

/** A metric of the load balancer, or of one group of it. @param period seconds */
export function balancerMetric(
  metricName: string,
  stat: string,
  dimensions: BalancerDimensions,
  period = MINUTE,
): Statistic {
  return { namespace: "AWS/ApplicationELB", metricName, dimensions, stat, period };
}

/**
 * Answers of a colour that are 5xx, in percent of its requests. Below so many requests in the period nothing is
 * said: one failure out of three at night is no bad release. The count of 5xx exists only where there are any.
 */
export function errorPercent(group: BalancerDimensions, minRequests: number): MetricQuery[] {
  return [
    measured("failed", balancerMetric("HTTPCode_Target_5XX_Count", "Sum", group)),
    measured("requests", balancerMetric("RequestCount", "Sum", group)),
    computed(
      "percent",
      `IF(FILL(requests, 0) >= ${minRequests}, 100 * FILL(failed, 0) / requests, 0)`,
      "5xx in percent of requests",
    ),
  ];
}

/**
 * The slowest percent of a colour's answers, in seconds until the answer begins, by the same floor. CloudWatch has
 * a floor of its own for percentiles, 1000 requests in a period for a p99, by which the alarm of an office would
 * never be looked at; and an alarm that computes cannot have it.
 */
export function slowestSeconds(group: BalancerDimensions, minRequests: number): MetricQuery[] {
  return [
    measured("slowest", balancerMetric("TargetResponseTime", "p99", group)),
    measured("requests", balancerMetric("RequestCount", "Sum", group)),
    computed(
      "seconds",
      `IF(FILL(requests, 0) >= ${minRequests}, FILL(slowest, 0), 0)`,
      "p99 in seconds",
    ),
  ];
}

/**
 * What users did not get, in percent of what they asked for, whoever failed: the pods, or the load balancer itself.
 * What it answers without a target is not among its requests, so it is added to both. A 502 or 504 of it is counted
 * twice below the line, which makes the number smaller by less than itself.
 *
 * @param period seconds
 */
export function lostPercent(
  balancer: BalancerDimensions,
  period: number,
  minRequests: number,
): MetricQuery[] {
  return [
    measured("failed", balancerMetric("HTTPCode_Target_5XX_Count", "Sum", balancer, period)),
    measured("unanswered", balancerMetric("HTTPCode_ELB_5XX_Count", "Sum", balancer, period)),
    measured("requests", balancerMetric("RequestCount", "Sum", balancer, period)),
    computed(
      "percent",
      `IF(FILL(requests, 0) + FILL(unanswered, 0) >= ${minRequests}, ` +
        "100 * (FILL(failed, 0) + FILL(unanswered, 0)) / (FILL(requests, 0) + FILL(unanswered, 0)), 0)",
      "lost in percent of requests",
    ),
  ];
}

/** Keys that were found, in percent of those that were looked for; 100 below the floor. */
export function hitPercent(
  node: Record<string, pulumi.Input<string>>,
  minLookups: number,
): MetricQuery[] {
  const counted = (metricName: string): Statistic => ({
    ...{ namespace: "AWS/ElastiCache", metricName, dimensions: node },
    ...{ stat: "Sum", period: MINUTE },
  });
  return [
    measured("hits", counted("CacheHits")),
    measured("misses", counted("CacheMisses")),
    computed(
      "percent",
      `IF(FILL(hits, 0) + FILL(misses, 0) >= ${minLookups}, ` +
        "100 * FILL(hits, 0) / (FILL(hits, 0) + FILL(misses, 0)), 100)",
      "hits in percent of look-ups",
    ),
  ];
}

function measured(id: string, metric: Statistic): MetricQuery {
  return { id, metric, returnData: false };
}

function computed(id: string, expression: string, label: string): MetricQuery {
  return { id, expression, label, returnData: true };
}
