import { arnOf } from "../provider/account";
import type { AlarmSettings, AlarmState, MetricAlarmSettings, StateOfAlarm } from "./alarm";
import { alarmsIn, ruleHolds } from "./alarmRule";
import { evaluateMetric, type Evaluation } from "./evaluateMetric";
import type { Metrics } from "./metrics";
import { columnOf } from "./queries";

export interface Alarm extends StateOfAlarm {
  arn: string;
  settings: AlarmSettings;
}

/** An alarm that is in another state than before. */
export interface StateChange {
  alarm: Alarm;
  before: StateOfAlarm;
}

/** Metric and composite alarms, and every change of their states. */
export class Alarms {
  readonly #metrics: Metrics;
  readonly #changed: (change: StateChange) => void;
  readonly #alarms = new Map<string, Alarm>();
  readonly #changes: StateChange[] = [];

  constructor(metrics: Metrics, changed: (change: StateChange) => void) {
    this.#metrics = metrics;
    this.#changed = changed;
  }

  get all(): readonly Alarm[] {
    return [...this.#alarms.values()];
  }

  /** Of all alarms, the oldest first. */
  get changes(): readonly StateChange[] {
    return this.#changes;
  }

  /**
   * A new alarm knows nothing yet; one that is changed keeps its state [API reference, PutMetricAlarm].
   *
   * @returns its ARN. @throws Error for an expression or a rule that cannot be computed
   */
  put(settings: AlarmSettings): string {
    if (settings.kind === "metric") this.#columnOf(settings, Date.now());
    const { name } = settings;
    const known = this.#alarms.get(name);
    const arn = arnOf("cloudwatch", `alarm:${name}`);
    const fresh: StateOfAlarm = {
      state: "INSUFFICIENT_DATA",
      reason: "Unchecked: Initial alarm creation",
      since: new Date(),
    };
    const alarm = { ...(known ?? fresh), arn, settings };
    this.#alarms.set(name, alarm);
    this.#lookAt(alarm);
    return arn;
  }

  /** @throws Error while a composite alarm looks at it, as the API does */
  delete(name: string): void {
    const [by] = this.#lookingAt(name);
    if (by !== undefined) {
      throw new Error(
        `ValidationError: Cannot delete ${name} as there are composite alarm(s) depending on it: ${by.settings.name}`,
      );
    }
    this.#alarms.delete(name);
  }

  /**
   * Whatever the metrics say, until a period's end says otherwise. A composite alarm "returns to its actual state
   * only once any of its children alarms change state" [API reference, SetAlarmState].
   *
   * @returns whether there is such an alarm
   */
  setState(name: string, state: AlarmState, reason: string): boolean {
    const alarm = this.#alarms.get(name);
    if (alarm === undefined) return false;
    this.#enter(alarm, { state, reason });
    return true;
  }

  /** Looks at all of them, when a period is over. */
  evaluate(nowMs = Date.now()): void {
    for (const alarm of this.all) {
      const { settings } = alarm;
      if (settings.kind !== "metric") continue;
      const { column, windows } = this.#columnOf(settings, nowMs);
      const evaluation = evaluateMetric(settings, column, windows);
      if (evaluation !== null) this.#enter(alarm, evaluation);
    }
  }

  #columnOf(settings: MetricAlarmSettings, nowMs: number) {
    const { compared, queries, periodSeconds, evaluationPeriods } = settings;
    const windows = this.#metrics.windowsBefore(nowMs, periodSeconds, evaluationPeriods);
    return { column: columnOf(compared, queries, this.#metrics, windows), windows };
  }

  #lookingAt(name: string): Alarm[] {
    return this.all.filter(
      ({ settings }) => settings.kind === "composite" && alarmsIn(settings.rule).includes(name),
    );
  }

  #lookAt(alarm: Alarm): void {
    const { settings } = alarm;
    if (settings.kind !== "composite") return;
    const state = ruleHolds(settings.rule, (name) => this.#alarms.get(name)?.state)
      ? "ALARM"
      : "OK";
    this.#enter(alarm, { state, reason: this.#reasonOf(settings.rule) });
  }

  /** The latest of those that the rule looks at, in CloudWatch's words. */
  #reasonOf(rule: string): string {
    const [latest] = alarmsIn(rule)
      .flatMap((name) => this.#alarms.get(name) ?? [])
      .toSorted((one, other) => other.since.getTime() - one.since.getTime());
    if (latest === undefined) return "The rule names no alarm";
    return `${latest.arn} transitioned to ${latest.state} at ${latest.since.toUTCString()}`;
  }

  /** A change is told, and then looked at by every composite alarm whose rule names this one. */
  #enter(alarm: Alarm, { state, reason }: Evaluation): void {
    if (alarm.state === state) return;
    const { state: old, reason: because, since } = alarm;
    Object.assign(alarm, { state, reason, since: new Date() });
    const change: StateChange = {
      alarm: { ...alarm },
      before: { state: old, reason: because, since },
    };
    this.#changes.push(change);
    this.#changed(change);
    for (const composite of this.#lookingAt(alarm.settings.name)) this.#lookAt(composite);
  }
}
