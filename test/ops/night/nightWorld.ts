import type { ConfigMap, OpMap } from "@pulumi/pulumi/automation";
import type { Deployment } from "../../../ops/deployment";
import type { Tools } from "../../../ops/tools";
import { fakeConfig } from "../support/fakeOutputs";
import { World } from "../support/world";
import { NightAws } from "./nightAws";

/** Stack prod, on which bob flipped from blue to green seven minutes ago, and green's alarm rings. */
export class NightWorld {
  readonly world: World;
  readonly aws: NightAws;
  readonly tools: Tools;
  /** What a preview would change, and with what it was asked for. */
  planned: OpMap = { same: 80, update: 1 };
  readonly previews: { target: string[] | undefined; config: ConfigMap }[] = [];

  private constructor(world: World, aws: NightAws) {
    this.world = world;
    this.aws = aws;
    this.tools = { ...world.tools, awsAccess: aws.access };
    const { deployment } = world;
    const preview: Deployment["preview"] = (options) => {
      this.previews.push({ target: options?.target, config: deployment.config });
      return Promise.resolve({ stdout: "", stderr: "", changeSummary: this.planned });
    };
    Object.assign(deployment, { preview });
  }

  static async open(): Promise<NightWorld> {
    const night = new NightWorld(await World.open(), await new NightAws().start());
    night.world.wait(60);
    night.flip("green");
    night.world.wait(7);
    night.aws.alarms.green = "ALARM";
    return night;
  }

  get deployment() {
    return this.world.deployment;
  }

  /** Somebody moves all users. */
  flip(color: "blue" | "green", text = `flip to ${color} (bob@ci)`): void {
    const { deployment } = this;
    deployment.config = fakeConfig({ activeColor: color });
    deployment.record({ message: text, environment: { "git.head": `head-${color}` } });
    this.aws.weights = { [`arn:${color}`]: 100 };
  }

  /** EventBridge's, as the stack's rule hands it over. */
  event(name = "lobechat-green", state = "ALARM", previous = "OK"): unknown {
    const time = this.tools.now().toISOString();
    return {
      ...{ version: "0", id: "1", account: "123456789012", region: "eu-central-1", time },
      ...{ source: "aws.cloudwatch", "detail-type": "CloudWatch Alarm State Change" },
      detail: {
        alarmName: name,
        state: { value: state, timestamp: time.replace("Z", "+0000") },
        previousState: { value: previous },
      },
    };
  }

  async close(): Promise<void> {
    await Promise.all([this.world.close(), this.aws.stop()]);
  }
}
