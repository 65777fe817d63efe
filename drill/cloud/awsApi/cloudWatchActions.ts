import { z } from "zod";
import type { Alarm, Alarms } from "../monitoring/alarms";
import type { CloudWatch } from "../monitoring/cloudWatch";
import type { Metrics } from "../monitoring/metrics";
import { columnOf } from "../monitoring/queries";
import type { Actions } from "./action";
import { ApiError } from "./apiError";
import {
  describeAlarm,
  describeChange,
  getMetricData,
  putMetricData,
  queryOf,
  time,
} from "./cloudWatchShapes";

const state = z.enum(["OK", "ALARM", "INSUFFICIENT_DATA"]);

/** "If you omit this parameter, only metric alarms are returned" [API reference, DescribeAlarms]. */
const types = z.array(z.enum(["MetricAlarm", "CompositeAlarm"])).default(["MetricAlarm"]);

const describeAlarms = z.object({
  AlarmNames: z.array(z.string()).optional(),
  AlarmNamePrefix: z.string().default(""),
  AlarmTypes: types,
  StateValue: state.optional(),
});

const describeAlarmHistory = z.object({
  AlarmName: z.string().optional(),
  AlarmTypes: types,
  HistoryItemType: z.string().default("StateUpdate"),
  StartDate: time.default(0),
  EndDate: time.default(Infinity),
  ScanBy: z.enum(["TimestampDescending", "TimestampAscending"]).default("TimestampDescending"),
});

const setAlarmState = z.object({
  AlarmName: z.string(),
  StateValue: state,
  StateReason: z.string(),
});

/** CloudWatch's actions, as far as the guard, the commands and the automatic rollback ask for them. */
export function cloudWatchActions({ alarms, metrics }: CloudWatch): Actions {
  return {
    DescribeAlarms: (request) => describe(alarms, describeAlarms.parse(request)),
    DescribeAlarmHistory: (request) => history(alarms, describeAlarmHistory.parse(request)),
    SetAlarmState: (request) => {
      const { AlarmName, StateValue, StateReason } = setAlarmState.parse(request);
      if (!alarms.setState(AlarmName, StateValue, StateReason)) {
        throw new ApiError("ResourceNotFound", `the alarm ${AlarmName} does not exist`);
      }
      return {};
    },
    PutMetricData: (request) => {
      const { Namespace: namespace, MetricData } = putMetricData.parse(request);
      for (const { MetricName: name, Dimensions: dimensions, Value, Timestamp } of MetricData) {
        metrics.put({ namespace, name, dimensions }, Value, Timestamp);
      }
      return {};
    },
    GetMetricData: (request) => read(metrics, getMetricData.parse(request)),
  };
}

function describe(alarms: Alarms, request: z.infer<typeof describeAlarms>): object {
  const { AlarmNames, AlarmNamePrefix, AlarmTypes, StateValue } = request;
  const wanted = alarms.all.filter(
    ({ settings: { name }, state: now }) =>
      (AlarmNames?.includes(name) ?? true) &&
      name.startsWith(AlarmNamePrefix) &&
      (StateValue === undefined || now === StateValue),
  );
  const listed = (type: (typeof AlarmTypes)[number]) =>
    AlarmTypes.includes(type)
      ? wanted.filter((alarm) => typeOf(alarm) === type).map(describeAlarm)
      : [];
  return { MetricAlarms: listed("MetricAlarm"), CompositeAlarms: listed("CompositeAlarm") };
}

function history(alarms: Alarms, request: z.infer<typeof describeAlarmHistory>): object {
  const { AlarmName, AlarmTypes, HistoryItemType, StartDate, EndDate, ScanBy } = request;
  const changes = alarms.changes.filter(({ alarm }) => {
    const at = alarm.since.getTime();
    return (
      (AlarmName ?? alarm.settings.name) === alarm.settings.name &&
      AlarmTypes.includes(typeOf(alarm)) &&
      StartDate <= at &&
      at <= EndDate
    );
  });
  const items = HistoryItemType === "StateUpdate" ? changes.map(describeChange) : [];
  return { AlarmHistoryItems: ScanBy === "TimestampDescending" ? items.toReversed() : items };
}

function typeOf({ settings }: Alarm): "MetricAlarm" | "CompositeAlarm" {
  return settings.kind === "composite" ? "CompositeAlarm" : "MetricAlarm";
}

function read(metrics: Metrics, request: z.infer<typeof getMetricData>): object {
  const { MetricDataQueries, StartTime, EndTime, ScanBy } = request;
  const queries = MetricDataQueries.map(queryOf);
  const period = MetricDataQueries.find(({ MetricStat }) => MetricStat !== undefined);
  const windows = metrics.windowsBetween(StartTime, EndTime, period?.MetricStat?.Period ?? 60);
  const results = MetricDataQueries.filter(({ ReturnData }) => ReturnData).map(({ Id }) => {
    const points = columnOf(Id, queries, metrics, windows).flatMap((value, index) =>
      value === null ? [] : [{ value, at: new Date(windows[index]?.fromMs ?? 0) }],
    );
    const ordered = ScanBy === "TimestampDescending" ? points.toReversed() : points;
    return {
      Id,
      Label: queries.find(({ id }) => id === Id)?.label,
      StatusCode: "Complete",
      Timestamps: ordered.map(({ at }) => at),
      Values: ordered.map(({ value }) => value),
    };
  });
  return { MetricDataResults: results, Messages: [] };
}
