import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { MetricQuery, Statistic } from "./alarmExpressions";

export interface MetricAlarmArgs {
  /** What to think of first, for whoever is woken by it. */
  description: string;
  /** One metric, or several and what is computed of them. */
  of: Statistic | MetricQuery[];
  is: ">" | ">=" | "<";
  threshold: number;
  /** So many of the last periods have to be bad. @default 1 of 1 */
  points?: { bad: number; of: number };
  /** What no data means. @default good */
  missing?: "good" | "bad";
  /** ARNs of the topics that hear of it, and that it is over. None: it only is part of another alarm. */
  notify: pulumi.Input<string>[];
}

/**
 * The name of an alarm in CloudWatch. It is fixed, because the rules of composite alarms and whoever is woken know
 * alarms by their names.
 */
export function alarmName(name: string): string {
  return `lobechat-${pulumi.getStack()}-${name}`;
}

/** An alarm on numbers. */
export function metricAlarm(
  name: string,
  args: MetricAlarmArgs,
  opts: pulumi.CustomResourceOptions,
): aws.cloudwatch.MetricAlarm {
  const { description, of, is, threshold, points = { bad: 1, of: 1 }, missing = "good" } = args;
  return new aws.cloudwatch.MetricAlarm(
    name,
    {
      name: alarmName(name),
      alarmDescription: `${description} See docs/alarms.md.`,
      ...(Array.isArray(of) ? { metricQueries: of } : plain(of)),
      comparisonOperator: OPERATORS[is],
      threshold,
      evaluationPeriods: points.of,
      datapointsToAlarm: points.bad,
      treatMissingData: missing === "good" ? "notBreaching" : "breaching",
      alarmActions: args.notify,
      okActions: args.notify,
      tags: { Name: name },
    },
    overItself(opts),
  );
}

/**
 * An alarm is put by its name, over the one that has it. So the old one goes first where one has to be replaced:
 * made before, the new one would overwrite it, and then be what is deleted.
 */
export function overItself(opts: pulumi.CustomResourceOptions): pulumi.CustomResourceOptions {
  return { ...opts, deleteBeforeReplace: true };
}

const OPERATORS = {
  ">": "GreaterThanThreshold",
  ">=": "GreaterThanOrEqualToThreshold",
  "<": "LessThanThreshold",
} as const;

function plain({ namespace, metricName, dimensions, stat, period }: Statistic) {
  return { namespace, metricName, dimensions, statistic: stat, period };
}
