import type { Clock } from "../clock";
import { alarmKinds } from "./aws/alarmKinds";
import { eventKinds } from "./aws/eventKinds";
import type { AlarmChange, Build, Notification } from "./cloud";
import { CodeBuild } from "./events/codeBuild";
import { EventBus } from "./events/eventBus";
import type { Meter } from "./loadBalancer/meter";
import { alarmEvent, alarmNotification } from "./monitoring/alarmEvent";
import type { StateChange } from "./monitoring/alarms";
import { balancerMeter } from "./monitoring/balancerMeter";
import { CloudWatch } from "./monitoring/cloudWatch";
import type { MetricName } from "./monitoring/metrics";
import type { ResourceKind } from "./provider/kind";

/** From what is counted, by an alarm, to whoever hears of it: a topic, or a build by way of EventBridge. */
export class Watching {
  readonly cloudWatch: CloudWatch;
  readonly meter: Meter;
  /** What was published to topics, the oldest first. */
  readonly notifications: Notification[] = [];
  readonly #codeBuild: CodeBuild;
  readonly #bus: EventBus;

  /** @param countHosts is called every few AWS seconds, to count hosts by the meter that it gets */
  constructor(clock: Clock, countHosts: (meter: Meter) => void, onBuild: (build: Build) => void) {
    this.#codeBuild = new CodeBuild(onBuild);
    this.#bus = new EventBus(
      (arn, input) => {
        this.#deliver(arn, input);
      },
      (rule, why) => {
        console.error(`an event was lost by the rule ${rule}:`, why);
        this.#countLost(rule);
      },
    );
    this.cloudWatch = new CloudWatch(
      clock,
      () => {
        countHosts(this.meter);
      },
      (change) => {
        this.#tell(change);
      },
    );
    this.meter = balancerMeter(this.cloudWatch.metrics);
  }

  get kinds(): [string, ResourceKind][] {
    return [...alarmKinds(this.cloudWatch.alarms), ...eventKinds(this.#bus, this.#codeBuild)];
  }

  get alarmChanges(): AlarmChange[] {
    return this.cloudWatch.alarms.changes.map(({ alarm: { settings, state, reason, since } }) => ({
      ...{ name: settings.name, state, reason },
      at: since.getTime(),
    }));
  }

  publish(topicArn: string, subject: string, message: string): void {
    this.notifications.push({ topicArn, subject, message, at: Date.now() });
  }

  /** As if somebody had put a metric's data: one more. */
  readonly count = (metric: MetricName): void => {
    this.cloudWatch.metrics.put(metric, 1);
  };

  close(): void {
    this.cloudWatch.close();
  }

  #tell(change: StateChange): void {
    const { settings, state } = change.alarm;
    const topics = settings.actionsEnabled ? settings.actions[state] : [];
    const { subject, message } = alarmNotification(change);
    for (const arn of topics) this.publish(arn, subject, message);
    this.#bus.send(alarmEvent(change));
  }

  /** Why it was lost stands in the cloud's log alone: EventBridge tells nobody. */
  #countLost(rule: string): void {
    const dimensions = { RuleName: rule };
    this.count({ namespace: "AWS/Events", name: "FailedInvocations", dimensions });
  }

  #deliver(arn: string, input: unknown): void {
    const [, , service] = arn.split(":");
    if (service === "codebuild") this.#codeBuild.start(arn, input);
    else if (service === "sns") this.publish(arn, "", JSON.stringify(input));
    else throw new Error(`the stand-in cloud sends no event to ${arn}`);
  }
}
