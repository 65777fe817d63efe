import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Color } from "../../config/color";
import { derive } from "../app/derive";
import type { Weights } from "../app/weights";
import { flipGuard, type FlipGuardArgs } from "./flipGuard";
import { forwardByWeight, PRIORITY } from "./listenerRules";
import { maintenancePage } from "./maintenancePage";
import { publicLook } from "./publicLook";
import { ruleStateOf } from "./ruleState";

export interface TrafficSwitchArgs extends FlipGuardArgs {
  edge: FlipGuardArgs["edge"] & { listenerArn: pulumi.Input<string> };
  activeColor: Color;
  weights: Weights;
  /** The release that a rollback fled from: no flip goes back there. */
  refused?: string | undefined;
  /** Whether everyone gets a fixed page. */
  maintenance: boolean;
  /**
   * The active colour's Deployment, and nothing else: so traffic moves only to pods that are ready, and never
   * waits for a colour that is broken. The maintenance page waits for nobody.
   */
  after: pulumi.Resource;
}

/** The one resource that a flip and a rollback change, and its guard. */
export class TrafficSwitch extends pulumi.ComponentResource {
  readonly rule: aws.lb.ListenerRule;
  /** Who gets the traffic, as the rule was deployed. */
  readonly weights: pulumi.Output<Weights>;
  readonly activeColor: pulumi.Output<Color>;
  readonly refused: pulumi.Output<string | null>;

  constructor(name: string, args: TrafficSwitchArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:aws:TrafficSwitch", name, {}, opts);
    const { edge, weights, activeColor, refused, maintenance } = args;
    const { listenerArn, targetGroupArns } = edge;
    const before = [flipGuard(`${name}-guard`, args)];
    const after = [publicLook(`${name}-look`, args)];
    this.rule = new aws.lb.ListenerRule(
      name,
      {
        listenerArn,
        priority: PRIORITY.traffic,
        conditions: [{ pathPattern: { values: ["/*"] } }],
        actions: [maintenance ? maintenancePage() : forwardByWeight(weights, targetGroupArns)],
        // The history in the rule itself: a hook reads what it said before.
        tags: { Name: name, active: activeColor, ...(refused === undefined ? {} : { refused }) },
      },
      {
        parent: this,
        dependsOn: maintenance ? [] : args.after,
        hooks: {
          beforeCreate: before,
          beforeUpdate: before,
          afterCreate: after,
          afterUpdate: after,
        },
      },
    );

    const { actions, tags } = this.rule;
    const state = derive(pulumi.all([actions, tags, pulumi.output(targetGroupArns)]), (deployed) =>
      ruleStateOf({ actions: deployed[0], tags: deployed[1] }, deployed[2]),
    );
    this.weights = state.apply((rule) => rule?.weights ?? weights);
    this.activeColor = state.apply((rule) => rule?.active ?? activeColor);
    this.refused = state.apply((rule) => rule?.refused ?? null);
    this.registerOutputs({});
  }
}
