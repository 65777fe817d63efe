import { z } from "zod";
import {
  COMPARISON_NAMES,
  type AlarmCommon,
  type CompositeAlarmSettings,
  type MetricAlarmSettings,
} from "../monitoring/alarm";
import type { Query } from "../monitoring/queries";

/** Inputs of Pulumi's aws.cloudwatch alarms, with the provider's defaults, in the stand-in's own words. */

const arns = z.array(z.string()).default([]);
const dimensions = z.record(z.string(), z.string()).default({});

const common = z.object({
  alarmDescription: z.string().default(""),
  actionsEnabled: z.boolean().default(true),
  alarmActions: arns,
  okActions: arns,
  insufficientDataActions: arns,
});

const metricQuery = z.object({
  id: z.string(),
  label: z.string().default(""),
  expression: z.string().optional(),
  metric: z
    .object({
      ...{ namespace: z.string(), metricName: z.string(), dimensions },
      ...{ stat: z.string(), period: z.number() },
    })
    .optional(),
  returnData: z.boolean().default(false),
});
type MetricQuery = z.infer<typeof metricQuery>;

const metricAlarm = common.extend({
  name: z.string(),
  metricQueries: z.array(metricQuery).optional(),
  ...{ namespace: z.string().default(""), metricName: z.string().default(""), dimensions },
  statistic: z.string().optional(),
  extendedStatistic: z.string().optional(),
  period: z.number().optional(),
  evaluationPeriods: z.number(),
  datapointsToAlarm: z.number().optional(),
  threshold: z.number(),
  comparisonOperator: z.enum(COMPARISON_NAMES),
  treatMissingData: z.enum(["missing", "ignore", "breaching", "notBreaching"]).default("missing"),
});

const compositeAlarm = common.extend({ alarmName: z.string(), alarmRule: z.string() });

export function compositeAlarmSettings(inputs: unknown): CompositeAlarmSettings {
  const alarm = compositeAlarm.parse(inputs);
  return { kind: "composite", ...commonOf(alarm.alarmName, alarm), rule: alarm.alarmRule };
}

/** @throws Error where it is not clear which number is compared, as the API does */
export function metricAlarmSettings(inputs: unknown): MetricAlarmSettings {
  const alarm = metricAlarm.parse(inputs);
  const { evaluationPeriods, datapointsToAlarm = evaluationPeriods, threshold } = alarm;
  const queries = alarm.metricQueries ?? [plainQuery(alarm)];
  const [compared, ...more] = queries.filter(({ returnData }) => returnData);
  if (compared === undefined || more.length > 0) {
    throw new Error("ValidationError: exactly one of the metrics must return data");
  }
  const periods = new Set(queries.flatMap(({ metric }) => metric?.period ?? []));
  const [periodSeconds, ...others] = periods;
  if (periodSeconds === undefined || others.length > 0) {
    throw new Error("ValidationError: all metrics of an alarm must have one period");
  }
  return {
    kind: "metric",
    ...commonOf(alarm.name, alarm),
    queries: queries.map(queryOf),
    compared: compared.id,
    ...{ periodSeconds, evaluationPeriods, datapointsToAlarm, threshold },
    comparison: alarm.comparisonOperator,
    treatMissingData: alarm.treatMissingData,
  };
}

function plainQuery(alarm: z.infer<typeof metricAlarm>): MetricQuery {
  const { namespace, metricName, dimensions: given, period = 60 } = alarm;
  const stat = alarm.statistic ?? alarm.extendedStatistic ?? "";
  const metric = { namespace, metricName, dimensions: given, stat, period };
  return { id: "m1", label: metricName, expression: undefined, metric, returnData: true };
}

function queryOf({ id, label, expression, metric }: MetricQuery): Query {
  if (expression !== undefined) return { id, label, expression };
  if (metric === undefined) throw new Error(`ValidationError: ${id} has no metric`);
  const { namespace, metricName: name, dimensions: given, stat } = metric;
  return { id, label, metric: { namespace, name, dimensions: given }, statistic: stat };
}

function commonOf(name: string, alarm: z.infer<typeof common>): AlarmCommon {
  return {
    name,
    description: alarm.alarmDescription,
    actionsEnabled: alarm.actionsEnabled,
    actions: {
      ALARM: alarm.alarmActions,
      OK: alarm.okActions,
      INSUFFICIENT_DATA: alarm.insufficientDataActions,
    },
  };
}
