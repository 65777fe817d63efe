import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { perColor, type Color } from "../../config/color";
import { LIFECYCLE } from "../app/lifecycle";
import { PREVIEW_HEADER } from "../app/previewHeader";
import { dataVolume, volumeName } from "./dataVolume";
import { BUCKET } from "./fileStore";
import { stackLabels } from "./labels";
import { partContainer } from "./partContainer";
import type { Place } from "./place";
import { routeWriter } from "./routeWriter";
import { remembersHttps, type SiteSettings } from "./siteSettings";
import { edgeRoutes } from "./traefik/edgeRoutes";
import { httpHealthcheck } from "./healthcheck";
import { ACME_FOLDER, INTERNAL_PORT, ROUTES_FOLDER, staticArgs } from "./traefik/staticArgs";

export interface LoadBalancerArgs {
  place: Place;
  site: SiteSettings;
  allowedCidrs: string[];
  rateLimit: { average: number; burst: number };
  /** Whether what an ACME authority gave it is kept from deletion. */
  protect: boolean;
}

/** Traefik: the one part that publishes a port. What it does with requests stands in files that writers bring. */
export class LoadBalancer extends pulumi.ComponentResource {
  readonly previewHeader = PREVIEW_HEADER;
  /** The header's value shows a colour, whoever serves. */
  readonly previewTokens: Record<Color, pulumi.Output<string>>;
  /** Opens the API that tells how its servers are. */
  readonly statusToken: pulumi.Output<string>;
  /** Where the files are that say where requests go. */
  readonly routesVolume: pulumi.Output<string>;
  readonly container: docker.Container;

  constructor(name: string, args: LoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:docker:LoadBalancer", name, {}, opts);
    const parent = { parent: this };
    const { place } = args;
    this.previewTokens = perColor((color) => {
      const token = new random.RandomBytes(`preview-${color}`, { length: 16 }, parent);
      return pulumi.interpolate`${color}-${token.hex}`;
    });
    this.statusToken = pulumi.secret(new random.RandomBytes("status", { length: 16 }, parent).hex);
    this.routesVolume = new docker.Volume(
      "routes",
      { name: volumeName("routes"), labels: stackLabels("routes") },
      parent,
    ).name;
    this.container = this.#traefik(name, args);
    routeWriter(
      "edge-routes",
      { place, edge: this, route: this.#routes(args), secrets: this.#secrets(args) },
      parent,
    );
    this.registerOutputs({});
  }

  #traefik(name: string, { place, site, protect }: LoadBalancerArgs): docker.Container {
    const { domain, port, tls } = site;
    const routes = { volumeName: this.routesVolume, containerPath: ROUTES_FOLDER, readOnly: true };
    const byAcme = tls !== undefined && "acmeEmail" in tls ? tls : undefined;
    const volumes = byAcme === undefined ? [routes] : [routes, this.#certificates(protect)];
    return partContainer(
      name,
      {
        place,
        part: name,
        image: place.images.of.edge,
        // The site's own name too, so that what a browser is told to load is there for the app as well.
        aliases: [name, domain],
        memoryMiB: place.memoryMiB.edge,
        entrypoints: ["traefik"],
        command: staticArgs({
          ...{ port, domain },
          tls: byAcme ?? (tls === undefined ? "none" : "certificate"),
        }),
        ports: [{ internal: port, external: port }],
        volumes,
        healthcheck: httpHealthcheck(`http://127.0.0.1:${INTERNAL_PORT}/ping`, 15),
        wait: true,
        waitTimeout: 60,
        destroyGraceSeconds: LIFECYCLE.terminationGraceSeconds,
      },
      // A port is published by one container at a time.
      { parent: this, deleteBeforeReplace: true },
    );
  }

  #certificates(protect: boolean): docker.types.input.ContainerVolume {
    const volume = dataVolume("certificates", { protect }, { parent: this });
    return { volumeName: volume.name, containerPath: ACME_FOLDER };
  }

  #routes({ site, allowedCidrs, rateLimit }: LoadBalancerArgs) {
    const { tls } = site;
    const certificate = tls !== undefined && "key" in tls ? tls : undefined;
    const { statusToken, previewTokens } = this;
    const open = { allowedCidrs, rateLimit, remembersHttps: remembersHttps(site) };
    return pulumi
      .output({ statusToken, previewTokens, certificate })
      .apply((known) => edgeRoutes({ ...known, ...open, bucket: BUCKET }));
  }

  #secrets({ site: { tls } }: LoadBalancerArgs): pulumi.Input<string>[] {
    const { blue, green } = this.previewTokens;
    return [this.statusToken, blue, green, ...(tls !== undefined && "key" in tls ? [tls.key] : [])];
  }
}
