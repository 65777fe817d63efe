import type { Row, UnknownRow } from "../support/rows";

const METRIC = "aws:cloudwatch/metricAlarm:MetricAlarm";
const COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
const EVENT_RULE = "aws:cloudwatch/eventRule:EventRule";
const ROLLBACK = "auto-rollback-alarm";

const BOTH = ["lobechat-test-blue", "lobechat-test-green"];

function alarmPattern(alarmName: readonly string[], state = "ALARM"): string {
  return JSON.stringify({
    "detail-type": ["CloudWatch Alarm State Change"],
    detail: { alarmName, state: { value: [state] } },
  });
}

export const ROWS: readonly Row[] = [
  {
    policy: "colors-are-watched-alike",
    change: "nobody counts green's 5xx",
    apply: (draft) => {
      draft.remove(METRIC, "green-errors");
    },
  },
  {
    policy: "colors-are-watched-alike",
    change: "green's 5xx are counted, whatever their share",
    apply: (draft) => {
      draft.unset(METRIC, "green-errors", ["metricQueries", 2]);
      draft.set(METRIC, "green-errors", ["alarmActions"], ["arn:aws:sns:::alarms"]);
    },
  },
  {
    policy: "colors-are-watched-alike",
    change: "blue's slowest answers are averaged away",
    apply: (draft) => {
      draft.set(METRIC, "blue-p99", ["metricQueries", 0, "metric", "stat"], "Average");
    },
  },
  {
    policy: "colors-are-watched-alike",
    change: "the idle colour has no alarm that guard and rollback go by",
    apply: (draft) => {
      draft.remove(COMPOSITE, "green");
    },
  },
  {
    policy: "colors-are-watched-alike",
    change: "a group without a healthy host is no reason to roll back",
    apply: (draft) => {
      const errors = 'ALARM("lobechat-test-blue-errors")';
      draft.set(COMPOSITE, "blue", ["alarmRule"], errors);
    },
  },
  {
    policy: "colors-are-watched-alike",
    change: "both of its alarms have to ring before blue's does",
    apply: (draft) => {
      const both = 'ALARM("lobechat-test-blue-errors") AND ALARM("lobechat-test-blue-hosts")';
      draft.set(COMPOSITE, "blue", ["alarmRule"], both);
    },
  },
  {
    policy: "colors-are-watched-alike",
    change: "a slow model rolls green back",
    apply: (draft) => {
      const names = ["errors", "hosts", "p99"].map(
        (kind) => `ALARM("lobechat-test-green-${kind}")`,
      );
      draft.set(COMPOSITE, "green", ["alarmRule"], names.join(" OR "));
    },
  },
  {
    policy: "colors-are-watched-alike",
    change: "the idle colour may fail ten times as often",
    apply: (draft) => {
      draft.set(METRIC, "green-errors", ["threshold"], 50);
    },
  },
  {
    policy: "colors-are-watched-alike",
    change: "the idle colour's alarm on hosts takes its time",
    apply: (draft) => {
      draft.set(METRIC, "green-hosts", ["evaluationPeriods"], 10);
    },
  },
  {
    policy: "alarms-are-heard",
    change: "blue is slow, and nobody hears of it",
    apply: (draft) => {
      draft.set(METRIC, "blue-p99", ["alarmActions"], []);
    },
  },
  {
    policy: "alarms-are-heard",
    change: "green's alarm is muted",
    apply: (draft) => {
      draft.set(COMPOSITE, "green", ["actionsEnabled"], false);
    },
  },
  {
    policy: "quiet-is-no-error",
    change: "a night without one 5xx rings blue's alarm",
    apply: (draft) => {
      draft.set(METRIC, "blue-errors", ["treatMissingData"], "breaching");
    },
  },
  {
    policy: "quiet-is-no-error",
    change: "the load balancer's alarm forgets that all is well",
    apply: (draft) => {
      draft.unset(METRIC, "balancer-errors", ["treatMissingData"]);
    },
  },
  {
    policy: "no-hosts-is-an-alarm",
    change: "green's empty group is good news",
    apply: (draft) => {
      draft.set(METRIC, "green-hosts", ["treatMissingData"], "notBreaching");
    },
  },
  {
    policy: "rollback-hears-both-colors",
    change: "nothing rolls back from green",
    apply: (draft) => {
      draft.set(EVENT_RULE, ROLLBACK, ["eventPattern"], alarmPattern(["lobechat-test-blue"]));
    },
  },
  {
    policy: "rollback-hears-both-colors",
    change: "it rolls back when all is well again",
    apply: (draft) => {
      draft.set(EVENT_RULE, ROLLBACK, ["eventPattern"], alarmPattern(BOTH, "OK"));
    },
  },
  {
    policy: "rollback-hears-both-colors",
    change: "the automatic rollback is switched off",
    apply: (draft) => {
      draft.set(EVENT_RULE, ROLLBACK, ["state"], "DISABLED");
    },
  },
  {
    policy: "sessions-are-watched",
    change: "the second node of the session store may fill up",
    apply: (draft) => {
      draft.remove(METRIC, "sessions-2-memory");
    },
  },
  {
    policy: "sessions-are-watched",
    change: "the first node may throw sessions away",
    apply: (draft) => {
      draft.set(METRIC, "sessions-1-evictions", ["metricName"], "Reclaimed");
    },
  },
  {
    policy: "backups-are-missed",
    change: "no alarm misses a backup",
    apply: (draft) => {
      draft.remove(METRIC, "backups-stale");
    },
  },
  {
    policy: "backups-are-missed",
    change: "an alarm is quiet when nothing is counted",
    apply: (draft) => {
      draft.set(METRIC, "backups-stale", ["treatMissingData"], "notBreaching");
    },
  },
  {
    policy: "backups-are-missed",
    change: "the alarm waits for a day",
    apply: (draft) => {
      draft.set(METRIC, "backups-stale", ["evaluationPeriods"], 288);
    },
  },
  {
    policy: "backups-are-missed",
    change: "the hourly dumps are suspended",
    apply: (draft) => {
      draft.set("kubernetes:batch/v1:CronJob", "backups-hourly", ["spec", "suspend"], true);
    },
  },
];

export const UNKNOWN: readonly UnknownRow[] = [
  { policy: "colors-are-watched-alike", of: [COMPOSITE, "blue"], path: ["alarmRule"] },
  { policy: "colors-are-watched-alike", of: [METRIC, "green-p99"], path: ["threshold"] },
  { policy: "alarms-are-heard", of: [METRIC, "blue-p99"], path: ["alarmActions"] },
  { policy: "quiet-is-no-error", of: [METRIC, "blue-errors"], path: ["treatMissingData"] },
  { policy: "no-hosts-is-an-alarm", of: [METRIC, "blue-hosts"], path: ["treatMissingData"] },
  { policy: "rollback-hears-both-colors", of: [EVENT_RULE, ROLLBACK], path: ["eventPattern"] },
  { policy: "backups-are-missed", of: [METRIC, "backups-stale"], path: ["treatMissingData"] },
  {
    policy: "sessions-are-watched",
    of: ["aws:elasticache/replicationGroup:ReplicationGroup", "sessions"],
    path: ["numCacheClusters"],
  },
];
