import { z } from "zod";
import type { MetricAlarmSettings } from "../monitoring/alarm";
import type { Alarm, StateChange } from "../monitoring/alarms";
import type { MetricName } from "../monitoring/metrics";
import type { Query } from "../monitoring/queries";

/** CloudWatch's own words, as its API spells them. A time is a number of seconds. */

export const time = z.number().transform((seconds) => seconds * 1000);

const dimensions = z
  .array(z.object({ Name: z.string(), Value: z.string() }))
  .default([])
  .transform((given) => Object.fromEntries(given.map(({ Name, Value }) => [Name, Value])));

const metricStat = z.object({
  Metric: z.object({ Namespace: z.string(), MetricName: z.string(), Dimensions: dimensions }),
  Period: z.number(),
  Stat: z.string(),
});

const metricDataQuery = z.object({
  Id: z.string(),
  Label: z.string().optional(),
  Expression: z.string().optional(),
  MetricStat: metricStat.optional(),
  Period: z.number().optional(),
  ReturnData: z.boolean().default(true),
});

export const getMetricData = z.object({
  MetricDataQueries: z.array(metricDataQuery),
  StartTime: time,
  EndTime: time,
  ScanBy: z.enum(["TimestampDescending", "TimestampAscending"]).default("TimestampDescending"),
});
export type MetricDataQuery = z.infer<typeof metricDataQuery>;

export const putMetricData = z.object({
  Namespace: z.string(),
  MetricData: z.array(
    z.object({
      MetricName: z.string(),
      Dimensions: dimensions,
      Timestamp: time.optional(),
      Value: z.number(),
    }),
  ),
});

export function queryOf({ Id: id, Label, Expression, MetricStat }: MetricDataQuery): Query {
  const label = Label ?? MetricStat?.Metric.MetricName ?? id;
  if (Expression !== undefined) return { id, label, expression: Expression };
  if (MetricStat === undefined) throw new Error(`${id} has neither MetricStat nor Expression`);
  const { Namespace: namespace, MetricName: name, Dimensions } = MetricStat.Metric;
  return {
    id,
    label,
    metric: { namespace, name, dimensions: Dimensions },
    statistic: MetricStat.Stat,
  };
}

export function describeAlarm(alarm: Alarm): object {
  const { arn, settings, state, reason, since } = alarm;
  const common = {
    AlarmName: settings.name,
    AlarmArn: arn,
    AlarmDescription: settings.description,
    ActionsEnabled: settings.actionsEnabled,
    AlarmActions: settings.actions.ALARM,
    OKActions: settings.actions.OK,
    InsufficientDataActions: settings.actions.INSUFFICIENT_DATA,
    StateValue: state,
    StateReason: reason,
    StateUpdatedTimestamp: since,
    StateTransitionedTimestamp: since,
  };
  return settings.kind === "composite"
    ? { ...common, AlarmRule: settings.rule }
    : { ...common, ...describeMetric(settings) };
}

function describeMetric(settings: MetricAlarmSettings): object {
  return {
    Metrics: settings.queries.map((query) => ({
      Id: query.id,
      Label: query.label,
      ReturnData: query.id === settings.compared,
      ...("expression" in query
        ? { Expression: query.expression }
        : {
            MetricStat: {
              Metric: describeName(query.metric),
              Period: settings.periodSeconds,
              Stat: query.statistic,
            },
          }),
    })),
    EvaluationPeriods: settings.evaluationPeriods,
    DatapointsToAlarm: settings.datapointsToAlarm,
    Threshold: settings.threshold,
    ComparisonOperator: settings.comparison,
    TreatMissingData: settings.treatMissingData,
  };
}

function describeName({ namespace: Namespace, name: MetricName, dimensions: given }: MetricName) {
  const Dimensions = Object.entries(given).map(([Name, Value]) => ({ Name, Value }));
  return { Namespace, MetricName, Dimensions };
}

export function describeChange({ alarm, before }: StateChange): object {
  const { settings, state, reason, since } = alarm;
  return {
    AlarmName: settings.name,
    AlarmType: settings.kind === "composite" ? "CompositeAlarm" : "MetricAlarm",
    Timestamp: since,
    HistoryItemType: "StateUpdate",
    HistorySummary: `Alarm updated from ${before.state} to ${state}`,
    HistoryData: JSON.stringify({
      version: "1.0",
      oldState: { stateValue: before.state, stateReason: before.reason },
      newState: { stateValue: state, stateReason: reason },
    }),
  };
}
