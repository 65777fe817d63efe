import { join } from "node:path";
import type { Image } from "../cloud";
import { startAssetsProxy, type Resolve } from "../assets/proxy";
import { type Configurations, MissingConfiguration } from "../kubernetes/configurations";
import { commandOf, type AppCommands } from "./appCommand";
import type { PodIdentity, Waiting } from "./pod";
import type { Processes } from "./processes";
import type { Registry } from "./registry";
import type { Workload } from "./workload";

export interface ContainerRuntimeParts extends AppCommands {
  processes: Processes;
  registry: Registry;
  configurations: Configurations;
  /** Finds a ready pod behind the name of a Service. */
  resolve: Resolve;
  /** PEM file that every pod trusts. */
  caFile: string;
  /** Where the database is on this machine, as `host:port`. */
  database: () => string;
  /** Takes one log per pod. */
  logDir: string;
}

/** Runs what an image stands for, as a process or as a server of the cloud itself. */
export class ContainerRuntime {
  readonly #parts: ContainerRuntimeParts;

  constructor(parts: ContainerRuntimeParts) {
    this.#parts = parts;
  }

  async launch(pod: PodIdentity): Promise<Workload | Waiting> {
    const { image } = pod.template.spec.containers[0];
    try {
      const mounted = this.#mounted(pod);
      if (isNginx(image)) return await this.#startProxy(pod, mounted);
      const published = this.#parts.registry.find(image);
      return published === undefined ? notFound(image) : this.#startProcess(pod, published);
    } catch (error) {
      if (!(error instanceof MissingConfiguration)) throw error;
      return { reason: "CreateContainerConfigError", message: error.message };
    }
  }

  /** The files of every ConfigMap among the volumes: without one of them a pod does not start. */
  #mounted({ namespace, template }: PodIdentity): Record<string, string>[] {
    const names = template.spec.volumes.flatMap(({ configMap }) => configMap?.name ?? []);
    return names.map((name) => this.#parts.configurations.valuesOf("ConfigMap", namespace, name));
  }

  #startProxy({ port }: PodIdentity, mounted: Record<string, string>[]): Promise<Workload> {
    for (const { "nginx.conf": conf } of mounted) {
      if (conf !== undefined) return startAssetsProxy(conf, { port, resolve: this.#parts.resolve });
    }
    throw new MissingConfiguration("no mounted ConfigMap has an nginx.conf");
  }

  #startProcess(pod: PodIdentity, image: Image): Workload {
    const { processes, logDir } = this.#parts;
    const [command, args] = commandOf(image, this.#parts);
    return processes.start(command, args, {
      env: this.#environmentOf(pod),
      cwd: logDir,
      logFile: join(logDir, `${pod.name}.log`),
    });
  }

  #environmentOf({ name, namespace, template, port }: PodIdentity): Record<string, string> {
    const [container] = template.spec.containers;
    const own = this.#parts.configurations.environmentOf(namespace, container);
    const ports = container.ports.map(({ containerPort }) => containerPort);
    return {
      PATH: process.env["PATH"] ?? "",
      HOME: process.env["HOME"] ?? "",
      ...mapValues(own, (value) => toOwnPort(value, ports, port)),
      // Where Next.js listens. In a cluster that is the pod's own address; here nothing may reach beyond this machine.
      HOSTNAME: "127.0.0.1",
      NODE_EXTRA_CA_CERTS: this.#parts.caFile,
      PORT: String(port),
      POD_NAME: name,
      // The name in DATABASE_URL is one that only AWS resolves.
      DATABASE_ADDRESS: this.#parts.database(),
      ...this.#parts.app?.env,
    };
  }
}

function isNginx(image: string): boolean {
  const [repository = ""] = image.split("@");
  return /(^|\/)[^/]*nginx[^/]*$/.test(repository);
}

function notFound(image: string): Waiting {
  return { reason: "ImagePullBackOff", message: `Back-off pulling image "${image}": not found` };
}

/** Here all pods share one loopback, where each would have its own: its container's port is another one. */
function toOwnPort(value: string, containerPorts: readonly number[], port: number): string {
  return containerPorts.reduce(
    (text, containerPort) =>
      text.replace(
        new RegExp(`\\b(localhost|127\\.0\\.0\\.1):${containerPort}\\b`, "g"),
        `$1:${port}`,
      ),
    value,
  );
}

function mapValues(values: Record<string, string>, map: (value: string) => string) {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(value)]));
}
