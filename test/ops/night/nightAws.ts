import { AwsEndpoint } from "../../../drill/cloud/awsApi/endpoint";
import type { Tools } from "../../../ops/tools";

type Request = Record<string, unknown>;
type Color = "blue" | "green";
interface StateUpdate {
  at: Date;
  from: string;
  to: string;
  reason: string;
}

const COLORS: readonly Color[] = ["blue", "green"];

/** AWS as the commands ask it at night, for the stack of the fake outputs. */
export class NightAws {
  /** Healthy targets, and all of them. */
  targets = { blue: [4, 4], green: [4, 4] };
  alarms = { blue: "OK", green: "OK" };
  /** Target group's ARN to weight, as the rule has them. */
  weights: Record<string, number> = { "arn:blue": 0, "arn:green": 100 };
  tags: Record<string, string> = { Name: "traffic", active: "green" };
  alarmUpdates: StateUpdate[] = [];
  /** By minute. */
  counts: { at: Date; requests: number; failed: number }[] = [];
  /** Actions that are refused. */
  readonly denied = new Set<string>();
  /** What changed something, in order. */
  readonly calls: { action: string; request: Request }[] = [];
  url = "";
  readonly #endpoint: AwsEndpoint;

  constructor() {
    this.#endpoint = new AwsEndpoint({
      query: {
        "2015-12-01": {
          namespace: "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/",
          actions: this.#noted({
            DescribeTargetHealth: (request) => this.#targetHealth(request),
            DescribeRules: () => this.#rules(),
            DescribeTags: () => ({ TagDescriptions: [{ Tags: this.#tagList() }] }),
            ModifyRule: (request) => this.#modifyRule(request),
            AddTags: ({ Tags }) => this.#addTags(Tags as { Key: string; Value: string }[]),
            RemoveTags: ({ TagKeys }) => this.#removeTags(TagKeys as string[]),
          }),
        },
        "2010-03-31": {
          namespace: "http://sns.amazonaws.com/doc/2010-03-31/",
          actions: this.#noted({ Publish: () => ({ MessageId: "1" }) }),
        },
      },
      json: {
        GraniteServiceVersion20100801: this.#noted({
          DescribeAlarms: ({ AlarmNames }) => this.#describeAlarms(AlarmNames as string[]),
          DescribeAlarmHistory: () => this.#alarmHistory(),
          GetMetricData: (request) => this.#metricData(request),
        }),
      },
    });
  }

  async start(): Promise<this> {
    this.url = await this.#endpoint.listen();
    return this;
  }

  stop(): Promise<void> {
    return this.#endpoint.close();
  }

  readonly access: Tools["awsAccess"] = (region) => ({
    ...{ region, endpoint: this.url },
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });

  /** What was told to the topic. */
  notices(): { subject: string; text: string }[] {
    return this.calls
      .filter(({ action }) => action === "Publish")
      .map(({ request }) => ({
        subject: String(request["Subject"]),
        text: String(request["Message"]),
      }));
  }

  #noted(actions: Record<string, (request: Request) => object>) {
    const noted = (action: string, act: (request: Request) => object) => (asked: unknown) => {
      const request = asked as Request;
      if (!/^(Describe|Get)/.test(action)) this.calls.push({ action, request });
      if (this.denied.has(action)) throw new Error(`not authorized to perform ${action}`);
      return act(request);
    };
    return Object.fromEntries(
      Object.entries(actions).map(([name, act]) => [name, noted(name, act)]),
    );
  }

  #targetHealth({ TargetGroupArn }: Request): object {
    const color = TargetGroupArn === "arn:blue" ? "blue" : "green";
    const [healthy = 0, total = 0] = this.targets[color];
    const TargetHealthDescriptions = Array.from({ length: total }, (_, i) => ({
      TargetHealth: { State: i < healthy ? "healthy" : "unhealthy" },
    }));
    return { TargetHealthDescriptions };
  }

  #rules(): object {
    const TargetGroups = Object.entries(this.weights)
      .filter(([, Weight]) => Weight > 0)
      .map(([TargetGroupArn, Weight]) => ({ TargetGroupArn, Weight }));
    return { Rules: [{ Actions: [{ Type: "forward", ForwardConfig: { TargetGroups } }] }] };
  }

  #tagList(): object[] {
    return Object.entries(this.tags).map(([Key, Value]) => ({ Key, Value }));
  }

  #modifyRule({ Actions }: Request): object {
    const [action] = Actions as {
      ForwardConfig: { TargetGroups: { TargetGroupArn: string; Weight: string }[] };
    }[];
    this.weights = Object.fromEntries(
      (action?.ForwardConfig.TargetGroups ?? []).map((group) => [
        group.TargetGroupArn,
        Number(group.Weight),
      ]),
    );
    return {};
  }

  #addTags(tags: { Key: string; Value: string }[]): object {
    for (const { Key, Value } of tags) this.tags[Key] = Value;
    return {};
  }

  #removeTags(keys: string[]): object {
    this.tags = Object.fromEntries(
      Object.entries(this.tags).filter(([key]) => !keys.includes(key)),
    );
    return {};
  }

  #describeAlarms(names: string[]): object {
    const CompositeAlarms = COLORS.map((color) => ({
      AlarmName: `lobechat-${color}`,
      StateValue: this.alarms[color],
      StateReason: "12 % of the answers were errors",
      StateUpdatedTimestamp: new Date(0),
    })).filter(({ AlarmName }) => names.includes(AlarmName));
    return { MetricAlarms: [], CompositeAlarms };
  }

  #alarmHistory(): object {
    const AlarmHistoryItems = this.alarmUpdates.map(({ at, from, to, reason }) => ({
      Timestamp: at,
      HistoryItemType: "StateUpdate",
      HistoryData: JSON.stringify({
        oldState: { stateValue: from },
        newState: { stateValue: to, stateReason: reason },
      }),
    }));
    return { AlarmHistoryItems };
  }

  #metricData({ StartTime, EndTime, MetricDataQueries }: Request): object {
    const within = this.counts.filter(
      ({ at }) => at.getTime() >= Number(StartTime) * 1000 && at.getTime() < Number(EndTime) * 1000,
    );
    const MetricDataResults = (MetricDataQueries as { Id: "requests" | "failed" }[]).map(
      ({ Id }) => {
        const points = within.filter((count) => count[Id] > 0);
        return { Id, Timestamps: points.map(({ at }) => at), Values: points.map((c) => c[Id]) };
      },
    );
    return { MetricDataResults };
  }
}
