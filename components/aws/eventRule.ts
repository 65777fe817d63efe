import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { MINUTE } from "./alarmExpressions";
import { alarmName, metricAlarm } from "./metricAlarm";

export interface EventRuleArgs {
  description: string;
  /** What it waits for: events, or a time such as `rate(1 day)`. */
  on: { pattern: object } | { schedule: string };
  target: Omit<aws.cloudwatch.EventTargetArgs, "rule" | "retryPolicy">;
  /** ARN of the topic that hears of an event that was lost. */
  topicArn: pulumi.Input<string>;
}

/** Longer than a build takes, so that one that has to wait for another still comes. */
const RETRY_SECONDS = 30 * MINUTE;
const RETRIES = 30;

/**
 * A rule of EventBridge, its one target, and the alarm that says when an event did not get there. There is no queue
 * for what was lost: an alarm of yesterday is no reason to roll back today, so what counts is that somebody hears.
 */
export function eventRule(
  name: string,
  { description, on, target, topicArn }: EventRuleArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  const rule = new aws.cloudwatch.EventRule(
    name,
    {
      name: alarmName(name),
      description,
      ...("pattern" in on
        ? { eventPattern: JSON.stringify(on.pattern) }
        : { scheduleExpression: on.schedule }),
      tags: { Name: name },
    },
    opts,
  );
  new aws.cloudwatch.EventTarget(
    name,
    {
      ...target,
      rule: rule.name,
      retryPolicy: { maximumEventAgeInSeconds: RETRY_SECONDS, maximumRetryAttempts: RETRIES },
    },
    opts,
  );
  metricAlarm(
    `${name}-lost`,
    {
      description: `An event for the rule ${name} was lost: its target did not take it.`,
      of: {
        ...{ namespace: "AWS/Events", metricName: "FailedInvocations" },
        ...{ dimensions: { RuleName: rule.name }, stat: "Sum", period: MINUTE },
      },
      is: ">",
      threshold: 0,
      notify: [topicArn],
    },
    opts,
  );
}
