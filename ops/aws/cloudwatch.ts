import type { CloudWatchClient, MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import { z } from "zod";
import type { AwsAccess } from "../../components/guard/awsAccess";
import { BRIEFLY } from "../../components/guard/briefly";
import { withClient } from "../../components/guard/withClient";
import type { Color } from "../../config/color";

/** The dimensions of AWS/ApplicationELB. */
export interface BalancerMetrics {
  loadBalancer: string;
  targetGroups: Record<Color, string>;
}

export interface Minute {
  at: Date;
  requests: number;
  /** Answered by the colour with a status of 500 or above. */
  failed: number;
}

const PERIOD_SECONDS = 60;

/**
 * CloudWatch counts from the minute in which `from` lies.
 *
 * @returns the minutes in which the colour had requests, the oldest first
 */
export async function minutesBetween(
  access: AwsAccess,
  metrics: BalancerMetrics,
  color: Color,
  from: Date,
  to: Date,
): Promise<Minute[]> {
  const queries = [
    sumOf("requests", "RequestCount", metrics, color),
    sumOf("failed", "HTTPCode_Target_5XX_Count", metrics, color),
  ];
  const values = await metricData(access, queries, { StartTime: from, EndTime: to });
  const failed = new Map(values["failed"]);
  return [...new Map(values["requests"])]
    .sort(([a], [b]) => a - b)
    .map(([at, requests]) => ({ at: new Date(at), requests, failed: failed.get(at) ?? 0 }));
}

export interface StateChange {
  at: Date;
  from: string;
  to: string;
  reason: string;
}

/** @returns an alarm's changes of state since then, the oldest first */
export async function alarmHistory(
  access: AwsAccess,
  name: string,
  from: Date,
): Promise<StateChange[]> {
  const { paginateDescribeAlarmHistory } = await import("@aws-sdk/client-cloudwatch");
  return withCloudWatch(access, async (client) => {
    const changes: StateChange[] = [];
    const pages = paginateDescribeAlarmHistory(
      { client },
      {
        AlarmName: name,
        AlarmTypes: ["CompositeAlarm", "MetricAlarm"],
        HistoryItemType: "StateUpdate",
        StartDate: from,
        ScanBy: "TimestampAscending",
      },
    );
    for await (const { AlarmHistoryItems: items = [] } of pages)
      for (const { Timestamp, HistoryData } of items)
        if (Timestamp !== undefined) changes.push({ at: Timestamp, ...stateChange(HistoryData) });
    return changes.sort((a, b) => a.at.getTime() - b.at.getTime());
  });
}

const UPDATED = z.object({
  oldState: z.object({ stateValue: z.string() }),
  newState: z.object({ stateValue: z.string(), stateReason: z.string().default("") }),
});

function stateChange(data: string | undefined): Omit<StateChange, "at"> {
  const { oldState, newState } = UPDATED.parse(JSON.parse(data ?? "{}"));
  return { from: oldState.stateValue, to: newState.stateValue, reason: newState.stateReason };
}

function sumOf(
  Id: string,
  MetricName: string,
  { loadBalancer, targetGroups }: BalancerMetrics,
  color: Color,
): MetricDataQuery {
  const Dimensions = [
    { Name: "LoadBalancer", Value: loadBalancer },
    { Name: "TargetGroup", Value: targetGroups[color] },
  ];
  const Metric = { Namespace: "AWS/ApplicationELB", MetricName, Dimensions };
  return { Id, MetricStat: { Metric, Period: PERIOD_SECONDS, Stat: "Sum" } };
}

/** @returns by the query's id: times in milliseconds and the values */
async function metricData(
  access: AwsAccess,
  MetricDataQueries: MetricDataQuery[],
  window: { StartTime: Date; EndTime: Date },
): Promise<Record<string, [number, number][]>> {
  const { paginateGetMetricData } = await import("@aws-sdk/client-cloudwatch");
  return withCloudWatch(access, async (client) => {
    const found: Record<string, [number, number][]> = {};
    const pages = paginateGetMetricData({ client }, { MetricDataQueries, ...window });
    for await (const { MetricDataResults: results = [] } of pages)
      for (const { Id = "", Timestamps = [], Values = [] } of results) {
        const points = Timestamps.map((at, i): [number, number] => [at.getTime(), Values[i] ?? 0]);
        found[Id] = [...(found[Id] ?? []), ...points];
      }
    return found;
  });
}

async function withCloudWatch<T>(
  access: AwsAccess,
  ask: (client: CloudWatchClient) => Promise<T>,
): Promise<T> {
  const { CloudWatchClient } = await import("@aws-sdk/client-cloudwatch");
  return withClient(new CloudWatchClient({ ...access, ...BRIEFLY }), ask);
}
