import { randomUUID } from "node:crypto";
import { ACCOUNT, REGION } from "../provider/account";
import type { MetricAlarmSettings, StateOfAlarm } from "./alarm";
import type { StateChange } from "./alarms";
import type { Query } from "./queries";

/** What EventBridge gets when an alarm changes its state [CloudWatch user guide, alarm events]. */
export function alarmEvent({ alarm, before }: StateChange): object {
  const { arn, settings, since } = alarm;
  const { name, description } = settings;
  return {
    version: "0",
    id: randomUUID(),
    "detail-type": "CloudWatch Alarm State Change",
    source: "aws.cloudwatch",
    account: ACCOUNT,
    time: `${since.toISOString().slice(0, 19)}Z`,
    region: REGION,
    resources: [arn],
    detail: {
      alarmName: name,
      state: stateOf(alarm),
      previousState: stateOf(before),
      configuration:
        settings.kind === "composite"
          ? { alarmRule: settings.rule, description }
          : { description, metrics: settings.queries.map((query) => queryOf(query, settings)) },
    },
  };
}

function stateOf({ state, reason, since }: StateOfAlarm) {
  return { value: state, reason, timestamp: since.toISOString().replace("Z", "+0000") };
}

function queryOf(query: Query, { compared, periodSeconds: period }: MetricAlarmSettings) {
  const { id, label } = query;
  const common = { id, label, returnData: id === compared };
  if ("expression" in query) return { ...common, expression: query.expression };
  return { ...common, metricStat: { metric: query.metric, period, stat: query.statistic } };
}

/** What CloudWatch publishes to an alarm's topics. */
export function alarmNotification({ alarm, before }: StateChange): {
  subject: string;
  message: string;
} {
  const { arn, settings, state, reason, since } = alarm;
  return {
    subject: `${state}: "${settings.name}" in EU (Frankfurt)`,
    message: JSON.stringify({
      AlarmName: settings.name,
      AlarmDescription: settings.description,
      AWSAccountId: ACCOUNT,
      NewStateValue: state,
      NewStateReason: reason,
      StateChangeTime: since.toISOString().replace("Z", "+0000"),
      Region: "EU (Frankfurt)",
      AlarmArn: arn,
      OldStateValue: before.state,
    }),
  };
}
