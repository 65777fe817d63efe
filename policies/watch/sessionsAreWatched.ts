import { stackRule } from "../rule";
import type { Seen } from "../seen";
import { METRIC_ALARM } from "./alarms";

/** Full, Redis takes no sign-in; and whatever it evicts is a user logged out. */
const WATCHED = { memory: "DatabaseMemoryUsagePercentage", evictions: "Evictions" } as const;

export const sessionsAreWatched = stackRule({
  name: "sessions-are-watched",
  description: "Each node of the session store is watched for its memory and for evictions.",
  severity: "high",
  mend: "keep sessionAlarms() of components/aws/sessionAlarms.ts for all memberClusters of the store; the limit is lobechat:alarms.redisMemoryPercent.",
  check: (stack, look) => {
    const alarms = stack.of(METRIC_ALARM);
    for (const store of stack.of("aws:elasticache/replicationGroup:ReplicationGroup"))
      for (const [what, metricName] of Object.entries(WATCHED))
        look(store, () => unwatched(what, nodesOf(store), reading(metricName, alarms)));
  },
});

function unwatched(what: string, nodes: number, alarms: number): string | undefined {
  return alarms >= nodes
    ? undefined
    : `has ${nodes} nodes, of which ${alarms} are watched for ${what}`;
}

function nodesOf(store: Seen): number {
  return store.number("numCacheClusters") ?? 1;
}

/** Which node each is for is not known in a preview. */
function reading(metricName: string, alarms: readonly Seen[]): number {
  return alarms.filter(
    (alarm) =>
      alarm.text("namespace") === "AWS/ElastiCache" && alarm.text("metricName") === metricName,
  ).length;
}
