import { createHash } from "node:crypto";
import type * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { Color } from "../../config/color";
import { derive } from "../app/derive";
import type { Deployed } from "../app/release";
import { appContainer } from "./appContainer";
import { deployedIn, deployedLabels } from "./deployedLabels";
import type { EngineRelease } from "./engineRelease";
import type { Place } from "./place";
import { routeWriter, type RouteWriterArgs } from "./routeWriter";
import { colorRoutes } from "./traefik/colorRoutes";

export interface ColorStackArgs {
  place: Place;
  color: Color;
  release: EngineRelease;
  /** Containers. 0: the colour is cold. */
  capacity: { min: number };
  /** What both colours are told, in the open and in secret. */
  environment: Record<string, pulumi.Input<string>>;
  /** Certificates in PEM that the app trusts beside the public authorities', where the site has such. */
  trust: string | undefined;
  edge: RouteWriterArgs["edge"];
  /** What has to be there before the first container boots: the release's migration, the stores. */
  bootAfter: pulumi.Input<pulumi.Resource>[];
}

/** One whole LobeHub: everything of one colour, and nothing of the other. */
export class ColorStack extends pulumi.ComponentResource {
  /** What traffic waits for: the load balancer knows this colour's containers. */
  readonly routes: docker.Container;
  /** What runs there, as it was deployed. */
  readonly deployed: pulumi.Output<Deployed>;

  constructor(name: string, args: ColorStackArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:docker:ColorStack", name, {}, opts);
    const { place, color, release, capacity, edge } = args;
    const environment = { ...args.environment, ...release.env };
    // Another container is another host, so that Traefik tells the one that leaves from the one that comes.
    const hash = hashOf({ environment, digest: release.digest, trust: args.trust });
    const servers = Array.from(
      { length: capacity.min },
      (_, at) => pulumi.interpolate`${color}-${at + 1}-${hash}`,
    );
    const containers = servers.map((server, at) =>
      appContainer(
        `${name}-${at + 1}`,
        {
          ...{ place, part: color, environment, trust: args.trust },
          image: place.images.ofRelease(release),
          aliases: [color, server],
        },
        { parent: this, dependsOn: args.bootAfter },
      ),
    );
    this.routes = routeWriter(
      `${name}-routes`,
      {
        ...{ place, edge },
        route: pulumi.output(servers).apply((hosts) => colorRoutes(color, hosts)),
        labels: deployedLabels(release),
      },
      { parent: this, dependsOn: containers },
    );
    this.deployed = derive(this.routes.labels, deployedIn);
    this.registerOutputs({});
  }
}

/** Changes when any value does. Tells nothing of the values. */
function hashOf(what: object): pulumi.Output<string> {
  return pulumi
    .unsecret(pulumi.output(what))
    .apply((values) =>
      createHash("sha256").update(JSON.stringify(values)).digest("hex").slice(0, 8),
    );
}
