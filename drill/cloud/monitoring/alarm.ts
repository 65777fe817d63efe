import type { Query } from "./queries";

export type AlarmState = "OK" | "ALARM" | "INSUFFICIENT_DATA";

export interface AlarmCommon {
  name: string;
  description: string;
  /** Whether the actions are carried out. */
  actionsEnabled: boolean;
  /** ARNs, by the state that is entered. */
  actions: Readonly<Record<AlarmState, readonly string[]>>;
}

export interface MetricAlarmSettings extends AlarmCommon {
  kind: "metric";
  queries: readonly Query[];
  /** Of the query that is compared. */
  compared: string;
  /** AWS seconds. */
  periodSeconds: number;
  evaluationPeriods: number;
  datapointsToAlarm: number;
  threshold: number;
  comparison: Comparison;
  treatMissingData: "missing" | "ignore" | "breaching" | "notBreaching";
}

export interface CompositeAlarmSettings extends AlarmCommon {
  kind: "composite";
  /** ALARM("…"), OK("…"), INSUFFICIENT_DATA("…") with AND, OR, NOT. */
  rule: string;
}

export type AlarmSettings = MetricAlarmSettings | CompositeAlarmSettings;

/** As the API spells them. */
export const COMPARISON_NAMES = [
  "GreaterThanThreshold",
  "GreaterThanOrEqualToThreshold",
  "LessThanThreshold",
  "LessThanOrEqualToThreshold",
] as const;
export type Comparison = (typeof COMPARISON_NAMES)[number];

export const COMPARISONS: Readonly<
  Record<Comparison, { words: string; holds: (value: number, threshold: number) => boolean }>
> = {
  GreaterThanThreshold: { words: "greater than", holds: (a, b) => a > b },
  GreaterThanOrEqualToThreshold: {
    words: "greater than or equal to",
    holds: (a, b) => a >= b,
  },
  LessThanThreshold: { words: "less than", holds: (a, b) => a < b },
  LessThanOrEqualToThreshold: { words: "less than or equal to", holds: (a, b) => a <= b },
};

/** An alarm's state, since when and why. */
export interface StateOfAlarm {
  state: AlarmState;
  reason: string;
  since: Date;
}
