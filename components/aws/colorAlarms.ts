import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Color } from "../../config/color";
import { balancerMetric, errorPercent, MINUTE, slowestSeconds } from "./alarmExpressions";
import { alarmName, metricAlarm, overItself, type MetricAlarmArgs } from "./metricAlarm";

export interface ColorAlarmsArgs {
  color: Color;
  /** ARN suffixes, as AWS/ApplicationELB has them. */
  balancer: pulumi.Input<string>;
  targetGroup: pulumi.Input<string>;
  /** Pods, at least. 0: the colour is cold. */
  minPods: number;
  cluster: pulumi.Input<string>;
  namespace: pulumi.Input<string>;
  limits: { errorPercent: number; minRequests: number; p99Seconds: number; restarts: number };
  topicArn: pulumi.Input<string>;
  /** The colour's Deployment: before it there are no pods, and an alarm would say so on the first day. */
  after: pulumi.Resource;
}

/**
 * The alarms of one colour, whoever serves. One of them joins two: 5xx, or too few healthy hosts. Guard and
 * automatic rollback go by that one alone, because p99 has the model's own first token in it, and one restarted pod
 * is no bad release.
 *
 * @returns their names in CloudWatch
 */
export function colorAlarms(args: ColorAlarmsArgs, opts: pulumi.CustomResourceOptions): string[] {
  const { color, topicArn, after } = args;
  const made = (kind: string, alarm: MetricAlarmArgs, dependsOn: pulumi.Resource[] = []) =>
    metricAlarm(`${color}-${kind}`, alarm, { ...opts, dependsOn });

  // Silent, because the one that joins them speaks for both, and names the one that it was.
  const errors = made("errors", { ...tooManyErrors(args), notify: [] });
  const hosts = made("hosts", { ...tooFewHosts(args), notify: [] }, [after]);
  made("p99", { ...tooSlow(args), notify: [topicArn] });
  made("restarts", { ...tooManyRestarts(args), notify: [topicArn] });

  new aws.cloudwatch.CompositeAlarm(
    color,
    {
      alarmName: alarmName(color),
      alarmDescription: `${color} fails: too many 5xx, or too few healthy hosts. See docs/alarms.md.`,
      // By name and not by what the members answer, so that a preview knows it.
      alarmRule: ["errors", "hosts"]
        .map((kind) => `ALARM("${alarmName(`${color}-${kind}`)}")`)
        .join(" OR "),
      alarmActions: [topicArn],
      okActions: [topicArn],
      tags: { Name: color },
    },
    { ...overItself(opts), dependsOn: [errors, hosts] },
  );
  return [color, ...KINDS.map((kind) => `${color}-${kind}`)].map(alarmName);
}

const KINDS = ["errors", "hosts", "p99", "restarts"];

type Alarm = Omit<MetricAlarmArgs, "notify">;

const groupOf = ({ balancer, targetGroup }: ColorAlarmsArgs) => ({
  LoadBalancer: balancer,
  TargetGroup: targetGroup,
});

function tooManyErrors(args: ColorAlarmsArgs): Alarm {
  const { color, limits } = args;
  return {
    description: `More than ${limits.errorPercent} % of ${color}'s answers are 5xx.`,
    of: errorPercent(groupOf(args), limits.minRequests),
    is: ">",
    threshold: limits.errorPercent,
    points: { bad: 2, of: 3 },
  };
}

/**
 * Half of what is wanted. Pods that are not ready are taken out of their group, and a group without targets reports
 * nothing: no data is the worst answer here. A cold colour keeps its alarm, below 0, where nothing can be.
 */
function tooFewHosts(args: ColorAlarmsArgs): Alarm {
  const { color, minPods } = args;
  return {
    description: `Fewer than half of ${color}'s ${minPods} pods are healthy.`,
    of: balancerMetric("HealthyHostCount", "Minimum", groupOf(args)),
    is: "<",
    threshold: minPods / 2,
    points: { bad: 2, of: 2 },
    missing: minPods > 0 ? "bad" : "good",
  };
}

function tooSlow(args: ColorAlarmsArgs): Alarm {
  const { color, limits } = args;
  return {
    description: `${color} takes longer than ${limits.p99Seconds} s to begin its slowest answers.`,
    of: slowestSeconds(groupOf(args), limits.minRequests),
    is: ">",
    threshold: limits.p99Seconds,
    points: { bad: 3, of: 5 },
  };
}

/**
 * The add-on's agent reports the restarts since it looked last (podstore.go of awscontainerinsightreceiver), under
 * the name of the pod's Deployment: the sum is of all of a colour's pods.
 */
function tooManyRestarts({ color, cluster, namespace, limits }: ColorAlarmsArgs): Alarm {
  return {
    description: `${color}'s containers restart.`,
    of: {
      namespace: "ContainerInsights",
      metricName: "pod_number_of_container_restarts",
      dimensions: { ClusterName: cluster, Namespace: namespace, PodName: color },
      stat: "Sum",
      period: 5 * MINUTE,
    },
    is: ">=",
    threshold: limits.restarts,
  };
}
