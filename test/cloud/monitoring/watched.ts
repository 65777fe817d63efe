import type { Build } from "../../../drill/cloud/cloud";
import { digestOf, EVERY_PATH, Stack } from "../support/stack";
import { textAt, until, World } from "../support/world";

export const METRIC_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
export const COMPOSITE_ALARM = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
const TOPIC = "arn:aws:sns:eu-central-1:123456789012:alarms";

/** A colour whose release fails, with an alarm on its errors, one that follows it, and a build that one starts. */
export class Watched {
  readonly world: World;
  readonly builds: Build[] = [];
  /** Dimensions of AWS/ApplicationELB. */
  readonly dimensions: { LoadBalancer: string; TargetGroup: string };

  private constructor(world: World) {
    this.world = world;
    this.dimensions = {
      LoadBalancer: textAt(
        world.engine.stateOf("aws:lb/loadBalancer:LoadBalancer", "edge").outputs,
        "arnSuffix",
      ),
      TargetGroup: textAt(
        world.engine.stateOf("aws:lb/targetGroup:TargetGroup", "blue").outputs,
        "arnSuffix",
      ),
    };
    world.cloud.onBuild((build) => this.builds.push(build));
  }

  static async start(): Promise<Watched> {
    const world = await World.start();
    await world.cloud.publish({ digest: digestOf("f"), version: "1.0.0", behavior: "failing" });
    const stack = await Stack.create(world);
    await stack.group("blue", { rule: EVERY_PATH });
    await stack.deploy("blue", "f");
    await until("blue is healthy", async () => (await world.count("blue", "healthy")) === 1);
    return new Watched(world);
  }

  /** Asks until a fifth of it was answered by 500. @param count a multiple of five */
  async ask(count: number): Promise<number[]> {
    const answers: number[] = [];
    for (let asked = 0; asked < count; asked++) {
      answers.push((await this.world.ask("/signin")).status);
    }
    return answers;
  }

  async putErrorsAlarm(): Promise<void> {
    const { dimensions } = this;
    const metric = (metricName: string) => ({
      ...{ namespace: "AWS/ApplicationELB", metricName, dimensions, stat: "Sum", period: 60 },
    });
    await this.world.engine.put(METRIC_ALARM, "blue-errors", {
      name: "blue-errors",
      alarmDescription: "blue fails",
      metricQueries: [
        { id: "failed", metric: metric("HTTPCode_Target_5XX_Count") },
        { id: "requests", metric: metric("RequestCount") },
        {
          id: "percent",
          expression: "IF(FILL(requests, 0) >= 5, 100 * FILL(failed, 0) / requests, 0)",
          returnData: true,
        },
      ],
      comparisonOperator: "GreaterThanThreshold",
      threshold: 5,
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
      treatMissingData: "notBreaching",
    });
  }

  async putCompositeAlarm(): Promise<void> {
    await this.world.engine.put(COMPOSITE_ALARM, "blue", {
      alarmName: "blue",
      alarmRule: 'ALARM("blue-errors")',
      alarmActions: [TOPIC],
      okActions: [TOPIC],
    });
  }

  /** EventBridge starts a build when the composite alarm is in ALARM. */
  async putBuild(): Promise<void> {
    const { engine } = this.world;
    const project = await engine.put("aws:codebuild/project:Project", "night", {
      name: "night",
      environment: {
        environmentVariables: [
          { name: "STACK", value: "prod" },
          { name: "ALARM_EVENT", value: "" },
          { name: "TOKEN", value: "arn:token", type: "SECRETS_MANAGER" },
        ],
      },
    });
    await engine.put("aws:cloudwatch/eventRule:EventRule", "night", {
      name: "night",
      eventPattern: JSON.stringify({
        source: ["aws.cloudwatch"],
        "detail-type": ["CloudWatch Alarm State Change"],
        detail: { alarmName: ["blue"], state: { value: ["ALARM"] } },
      }),
    });
    await engine.put("aws:cloudwatch/eventTarget:EventTarget", "night", {
      rule: "night",
      arn: textAt(project, "arn"),
      inputTransformer: {
        inputPaths: { name: "$.detail.alarmName", since: "$.detail.state.timestamp" },
        inputTemplate:
          '{"environmentVariablesOverride":[{"name":"ALARM_EVENT","type":"PLAINTEXT",' +
          '"value":"{\\"alarm\\":\\"<name>\\",\\"since\\":\\"<since>\\"}"}]}',
      },
    });
  }

  /** States that an alarm has been in, the oldest first. */
  async statesOf(name: string): Promise<string[]> {
    const { alarms } = await this.world.cloud.observe();
    return alarms.filter((alarm) => alarm.name === name).map(({ state }) => state);
  }
}
