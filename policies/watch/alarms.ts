import type { Part, Seen } from "../seen";

export const METRIC_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
export const COMPOSITE_ALARM = "aws:cloudwatch/compositeAlarm:CompositeAlarm";

/** What an alarm reads of CloudWatch. */
export interface Metric {
  name: string;
  /** `Sum`, `Minimum` or a percentile such as `p99`. */
  statistic: string;
  /** Of one target group, which is one colour. */
  ofGroup: boolean;
}

/** An alarm reads one metric, or computes of several. */
export function metricsOf(alarm: Seen): Metric[] {
  // What is not said is an empty text, once AWS has answered.
  const statistic = [alarm.text("statistic"), alarm.text("extendedStatistic")].find(Boolean);
  const own = metric(alarm, statistic);
  const computed = alarm
    .parts("metricQueries")
    .map((query) => query.part("metric"))
    .map((part) => metric(part, part.text("stat")));
  return [own, ...computed].filter(({ name }) => name !== "");
}

function metric(part: Part, statistic = ""): Metric {
  const name = part.text("metricName") ?? "";
  // The dimension's name alone: its value is known only once the group is there.
  return { name, statistic, ofGroup: part.keys("dimensions").includes("TargetGroup") };
}

/** What is computed of the metrics; nothing where one metric is compared as it is. */
export function expressionOf(alarm: Seen): string | undefined {
  return alarm
    .parts("metricQueries")
    .map((query) => query.text("expression") ?? "")
    .find((expression) => expression !== "");
}

/** What each colour is watched for. */
export const KINDS = ["errors", "hosts", "p99", "restarts"] as const;
export type Kind = (typeof KINDS)[number];

const READS: Readonly<Record<Kind, (metric: Metric) => boolean>> = {
  errors: ({ name, ofGroup }) => name === "HTTPCode_Target_5XX_Count" && ofGroup,
  hosts: ({ name, ofGroup }) => name === "HealthyHostCount" && ofGroup,
  p99: ({ name, ofGroup, statistic }) =>
    name === "TargetResponseTime" && ofGroup && statistic === "p99",
  restarts: ({ name }) => name === "pod_number_of_container_restarts",
};

/** Whether an alarm is one of these of a colour, by what it reads. 5xx count by their share of what was asked. */
export function isOfKind(kind: Kind, alarm: Seen): boolean {
  if (!metricsOf(alarm).some(READS[kind])) return false;
  return kind !== "errors" || expressionOf(alarm) !== undefined;
}
