import { statSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "../../../clock";
import type { Observation, TargetGroupHealth } from "../../cloud";
import type { Address } from "../../loadBalancer/api";
import { freePort } from "../../pods/ports";
import type { Workload } from "../../pods/workload";
import type { Container } from "../engine/container";
import type { DockerEngine } from "../engine/dockerEngine";
import { mountPointsOf } from "../engine/settings";
import type { Configuration } from "../traefik/configuration";
import { staticSettings } from "../traefik/staticSettings";
import { Traefik } from "../traefik/traefik";
import type { Resolve } from "../traefik/healthChecks";
import { endable } from "./endable";
import type { LaunchPart } from "./launch";

const TRAFFIC_FILE = "traffic.yml";

/** The router for every path that no other takes has this before its hash. */
const TRAFFIC = /^traffic-[0-9a-f]{8}$/;

/** The stack's load balancer, and what was seen of it. */
export class Edge {
  readonly #clock: Clock;
  readonly #engine: DockerEngine;
  readonly #resolve: Resolve;
  readonly #acceptedMs: number[] = [];
  #router: string | null = null;
  #traefik: Traefik | null = null;
  #published = new Map<number, Address>();

  constructor(clock: Clock, engine: DockerEngine) {
    this.#clock = clock;
    this.#engine = engine;
    this.#resolve = (url) => {
      const { hostname, port } = new URL(url);
      const own = engine.resolve(hostname, Number(port));
      return own === null ? null : { host: "127.0.0.1", port: own };
    };
  }

  readonly launch: LaunchPart = async (container) => {
    const settings = staticSettings(container.settings.command);
    const ports = await portsOf(container, settings.entryPoints);
    const folder = this.#folderOf(container, settings.folder);
    const traefik = await Traefik.start({
      ...settings,
      clock: this.#clock,
      resolve: this.#resolve,
      folder,
      entryPoints: new Map(
        [...settings.entryPoints].map(([name, internal]) => [name, ports.get(internal) ?? 0]),
      ),
      changed: (configuration) => {
        this.#noteTraffic(configuration, folder);
      },
    });
    this.#traefik = traefik;
    this.#published = new Map(
      container.settings.ports.map(({ internal, external = internal }) => [
        external,
        { host: "127.0.0.1", port: external },
      ]),
    );
    return { workload: workloadOf(traefik), ports };
  };

  /** What the drill sees of it. null: there is none */
  observe(): Pick<
    Observation,
    "listeners" | "targetGroups" | "weights" | "trafficRuleAcceptedMs"
  > | null {
    if (this.#traefik === null) return null;
    const { configuration } = this.#traefik;
    return {
      listeners: Object.fromEntries(this.#published),
      targetGroups: Object.fromEntries(
        [...configuration.pools.keys()].map((name) => [name, this.#healthOf(configuration, name)]),
      ),
      weights: weightsIn(configuration),
      trafficRuleAcceptedMs: [...this.#acceptedMs],
    };
  }

  #healthOf({ pools }: Configuration, name: string): TargetGroupHealth {
    const targets = (pools.get(name)?.servers ?? []).map(({ url, up }) => {
      const { host: id, port } = this.#resolve(url) ?? { host: new URL(url).host, port: 0 };
      return { id, port, state: up ? ("healthy" as const) : ("unhealthy" as const) };
    });
    return { name, targets };
  }

  /** From the moment that the file got its name: with that the change is made, and cannot be lost. */
  #noteTraffic(configuration: Configuration, folder: string): void {
    const router = trafficRouter(configuration);
    if (router === undefined || router === this.#router) return;
    this.#router = router;
    this.#acceptedMs.push(statSync(join(folder, TRAFFIC_FILE)).ctimeMs);
  }

  /** @throws where no volume is mounted there */
  #folderOf({ settings }: Container, folder: string): string {
    const mounted = Object.entries(mountPointsOf(settings)).find(([, target]) => target === folder);
    const volume = this.#engine.volumes.find(({ name }) => name === mounted?.[0]);
    if (volume === undefined) throw new Error(`${settings.name}: no volume at ${folder}`);
    return volume.mountpoint;
  }
}

/** What is published is the very port that users know; the rest is somewhere on this machine. */
async function portsOf(
  { settings }: Container,
  entryPoints: ReadonlyMap<string, number>,
): Promise<Map<number, number>> {
  const ports = new Map<number, number>();
  for (const internal of entryPoints.values()) {
    const published = settings.ports.find((port) => port.internal === internal);
    ports.set(internal, published?.external ?? (await freePort()));
  }
  return ports;
}

function workloadOf(traefik: Traefik): Workload {
  return endable({
    stop: () => traefik.drain(),
    kill: () => {
      traefik.cut();
    },
  });
}

function trafficRouter({ routes, problems }: Configuration): string | undefined {
  const names = Object.keys(routes.http.routers).filter((name) => TRAFFIC.test(name));
  return names.find((name) => !problems.has(name));
}

function weightsIn(configuration: Configuration): Observation["weights"] {
  const router = configuration.routes.http.routers[trafficRouter(configuration) ?? ""];
  const service = configuration.routes.http.services[router?.service ?? ""];
  const shares = service !== undefined && "weighted" in service ? service.weighted.services : [];
  const total = shares.reduce((sum, { weight }) => sum + weight, 0);
  const shareOf = (color: string): number =>
    (shares.find(({ name }) => name === color)?.weight ?? 0) / Math.max(1, total);
  return { blue: shareOf("blue"), green: shareOf("green") };
}
