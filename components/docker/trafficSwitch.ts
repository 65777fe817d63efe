import type * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { Color } from "../../config/color";
import { derive } from "../app/derive";
import { NOBODY, type Weights } from "../app/weights";
import { flipGuard, type FlipGuardArgs } from "./flipGuard";
import { publicLook } from "./publicLook";
import { routeWriter, type RouteWriterArgs } from "./routeWriter";
import { trafficRoutes } from "./traefik/trafficRoutes";
import { trafficLabels, trafficStateIn } from "./trafficState";

export interface TrafficSwitchArgs extends FlipGuardArgs {
  edge: FlipGuardArgs["edge"] & RouteWriterArgs["edge"];
  activeColor: Color;
  weights: Weights;
  /** The release that a rollback fled from: no flip goes back there. */
  refused?: string | undefined;
  /** Whether everyone gets a fixed page. */
  maintenance: boolean;
  /**
   * What tells the load balancer of the active colour's containers, and nothing else: so traffic moves only to
   * those that are ready, and never waits for a colour that is broken. The maintenance page waits for nobody.
   */
  after: pulumi.Resource;
}

/** The one container that a flip and a rollback replace, and its guard. */
export class TrafficSwitch extends pulumi.ComponentResource {
  readonly container: docker.Container;
  /** Who gets the traffic, as the container was deployed. */
  readonly weights: pulumi.Output<Weights>;
  readonly activeColor: pulumi.Output<Color>;
  readonly refused: pulumi.Output<string | null>;

  constructor(name: string, args: TrafficSwitchArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:docker:TrafficSwitch", name, {}, opts);
    const { place, edge, activeColor: active, maintenance, refused } = args;
    const weights = maintenance ? NOBODY : args.weights;
    this.container = routeWriter(
      name,
      {
        ...{ place, edge },
        route: trafficRoutes({ weights, maintenance }),
        labels: trafficLabels({ active, weights, refused }),
      },
      {
        parent: this,
        dependsOn: maintenance ? [] : args.after,
        hooks: {
          beforeCreate: [flipGuard(`${name}-guard`, args)],
          afterCreate: [publicLook(`${name}-look`, args)],
        },
      },
    );

    const state = derive(this.container.labels, (labels) => trafficStateIn({ labels }));
    this.weights = state.apply((deployed) => deployed?.weights ?? weights);
    this.activeColor = state.apply((deployed) => deployed?.active ?? active);
    this.refused = state.apply((deployed) => deployed?.refused ?? null);
    this.registerOutputs({});
  }
}
