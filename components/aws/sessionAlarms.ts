import type * as pulumi from "@pulumi/pulumi";
import { hitPercent, MINUTE, type Statistic } from "./alarmExpressions";
import { alarmName, metricAlarm, type MetricAlarmArgs } from "./metricAlarm";

export interface SessionAlarmsArgs {
  /** Ids of the session store's nodes, however many: known by number, not by name. */
  memberClusters: pulumi.Input<string>[];
  redisMemoryPercent: number;
  minRequests: number;
  notify: pulumi.Input<string>[];
}

/**
 * Far above what two colours of pods open, and a quarter of what the smallest node takes: pods that do not give
 * connections back.
 */
const MAX_CONNECTIONS = 5_000;

/** What is left of the hits when a store was emptied and every session is asked for in vain. */
const MIN_HIT_PERCENT = 20;

/**
 * Alarms on the Redis that keeps the sign-ins: when it is full, nobody can sign in; when it is empty, everybody must.
 *
 * @returns their names in CloudWatch
 */
export function sessionAlarms(
  args: SessionAlarmsArgs,
  opts: pulumi.CustomResourceOptions,
): string[] {
  return args.memberClusters.flatMap((node, at) =>
    Object.entries(alarmsOf({ CacheClusterId: node }, args)).map(([kind, alarm]) => {
      const name = `sessions-${at + 1}-${kind}`;
      metricAlarm(name, { ...alarm, notify: args.notify }, opts);
      return alarmName(name);
    }),
  );
}

function alarmsOf(
  node: Record<string, pulumi.Input<string>>,
  { redisMemoryPercent, minRequests }: SessionAlarmsArgs,
): Record<string, Omit<MetricAlarmArgs, "notify">> {
  const metric = (metricName: string, stat: string): Statistic => ({
    ...{ namespace: "AWS/ElastiCache", metricName, dimensions: node },
    ...{ stat, period: MINUTE },
  });
  return {
    memory: {
      description: "The session store fills up: full, it takes no sign-in, for it never evicts.",
      of: metric("DatabaseMemoryUsagePercentage", "Maximum"),
      is: ">=",
      threshold: redisMemoryPercent,
      points: { bad: 3, of: 5 },
    },
    evictions: {
      description: "The session store throws sessions away, each of which is a user logged out.",
      of: metric("Evictions", "Sum"),
      is: ">",
      threshold: 0,
    },
    connections: {
      description: "The session store has more connections than all pods need together.",
      of: metric("CurrConnections", "Maximum"),
      is: ">=",
      threshold: MAX_CONNECTIONS,
      points: { bad: 3, of: 5 },
    },
    hits: {
      description: "The session store does not find what it is asked for: was it emptied?",
      of: hitPercent(node, minRequests),
      is: "<",
      threshold: MIN_HIT_PERCENT,
      points: { bad: 2, of: 3 },
    },
  };
}
