import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Color } from "../../config/color";
import { derive } from "../app/derive";
import type { Weights } from "../app/weights";
import { forwardByWeight, PRIORITY, weightsOf } from "./listenerRules";

export interface TrafficSwitchArgs {
  edge: {
    listenerArn: pulumi.Input<string>;
    targetGroupArns: Record<Color, pulumi.Input<string>>;
  };
  weights: Weights;
  /**
   * The active colour's Deployment, and nothing else: so traffic moves only to pods that are ready, and never
   * waits for a colour that is broken.
   */
  after: pulumi.Resource;
}

/** The one resource that a flip and a rollback change. */
export class TrafficSwitch extends pulumi.ComponentResource {
  readonly rule: aws.lb.ListenerRule;
  /** Who gets the traffic, as the rule was deployed. */
  readonly weights: pulumi.Output<Weights>;

  constructor(name: string, args: TrafficSwitchArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:aws:TrafficSwitch", name, {}, opts);
    const { listenerArn, targetGroupArns } = args.edge;
    this.rule = new aws.lb.ListenerRule(
      name,
      {
        listenerArn,
        priority: PRIORITY.traffic,
        conditions: [{ pathPattern: { values: ["/*"] } }],
        actions: [forwardByWeight(args.weights, targetGroupArns)],
        tags: { Name: name },
      },
      { parent: this, dependsOn: args.after },
    );
    this.weights = derive(
      pulumi.all([this.rule.actions, pulumi.output(targetGroupArns)]),
      ([actions, arns]) => weightsOf(actions[0]?.forward?.targetGroups ?? [], arns),
    );
    this.registerOutputs({});
  }
}
