import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Registry } from "../../pods/registry";
import { hex } from "../../provider/account";
import { Container, type ContainerParts } from "./container";
import { Images } from "./images";
import { labelsOf, mountPointsOf, type ContainerSettings } from "./settings";

export interface Volume {
  name: string;
  labels: Readonly<Record<string, string>>;
  /** The folder that it is on this machine. */
  mountpoint: string;
  createdMs: number;
}

export interface Network {
  id: string;
  name: string;
}

/** One Docker engine: its containers, volumes, networks and images, and the names by which they find each other. */
export class DockerEngine {
  readonly images: Images;
  readonly #parts: ContainerParts;
  readonly #volumesDir: string;
  readonly #containers = new Map<string, Container>();
  readonly #volumes = new Map<string, Volume>();
  readonly #networks = new Map<string, Network>();

  constructor(registry: Registry, workDir: string, parts: ContainerParts) {
    this.images = new Images(registry);
    this.#volumesDir = join(workDir, "volumes");
    this.#parts = parts;
  }

  get containers(): Container[] {
    return [...this.#containers.values()];
  }

  get volumes(): Volume[] {
    return [...this.#volumes.values()];
  }

  container(id: string): Container | undefined {
    return this.#containers.get(id);
  }

  /** @param resource the name of its resource. @throws as the daemon refuses it */
  createContainer(resource: string, settings: ContainerSettings): Container {
    const { name, image, networksAdvanced } = settings;
    if (this.containers.some((other) => other.settings.name === name)) {
      throw new Error(`Conflict. The container name "/${name}" is already in use`);
    }
    if (this.images.find(image) === undefined) {
      throw new Error(`Unable to create container with image ${image}: No such image`);
    }
    for (const network of networksAdvanced) {
      if (!this.#hasNetwork(network.name)) throw new Error(`network ${network.name} not found`);
    }
    for (const volume of Object.keys(mountPointsOf(settings))) {
      // A volume that is only named comes with its first container.
      if (!this.#volumes.has(volume)) this.createVolume(volume, []);
    }
    const container = new Container(resource, settings, this.#parts);
    this.#containers.set(container.id, container);
    return container;
  }

  /** @param graceMs milliseconds on this machine from SIGTERM to SIGKILL */
  async removeContainer(id: string, graceMs: number): Promise<void> {
    const container = this.#containers.get(id);
    await container?.stop(graceMs);
    this.#containers.delete(id);
  }

  /** A volume that is there already is the one: its data and its labels stay. */
  createVolume(name: string, labels: readonly { label: string; value: string }[]): Volume {
    const known = this.#volumes.get(name);
    if (known !== undefined) return known;
    const mountpoint = join(this.#volumesDir, name);
    mkdirSync(mountpoint, { recursive: true });
    const volume = { name, labels: labelsOf(labels), mountpoint, createdMs: Date.now() };
    this.#volumes.set(name, volume);
    return volume;
  }

  /** @throws while a container has it */
  removeVolume(name: string): void {
    const user = this.containers.find(({ settings }) => name in mountPointsOf(settings));
    if (user !== undefined) {
      throw new Error(`remove ${name}: volume is in use - [${user.id}]`);
    }
    rmSync(join(this.#volumesDir, name), { recursive: true, force: true });
    this.#volumes.delete(name);
  }

  createNetwork(name: string): Network {
    const network = { id: hex(64), name };
    this.#networks.set(network.id, network);
    return network;
  }

  /** @throws while a container is in it */
  removeNetwork(id: string): void {
    const name = this.#networks.get(id)?.name;
    const inIt = this.containers.some(
      ({ status, settings }) =>
        status === "running" &&
        settings.networksAdvanced.some((network) => network.name === id || network.name === name),
    );
    if (inIt) throw new Error(`error while removing network: network ${id} has active endpoints`);
    this.#networks.delete(id);
  }

  /** Where a port of a container is on this machine, by one of the container's names. null: nobody has it */
  resolve(alias: string, port: number): number | null {
    const named = this.containers.filter(({ aliases }) => aliases.includes(alias));
    // Whoever is refused by one tries the next: that ends at one which answers, where there is one.
    const answering = named.filter(({ health }) => health !== "starting");
    const found = (answering.length > 0 ? answering : named).flatMap(
      ({ ports }) => ports.get(port) ?? [],
    );
    return found[Math.floor(Math.random() * found.length)] ?? null;
  }

  killAll(): void {
    for (const container of this.#containers.values()) container.kill();
  }

  #hasNetwork(nameOrId: string): boolean {
    return (
      this.#networks.has(nameOrId) ||
      [...this.#networks.values()].some(({ name }) => name === nameOrId)
    );
  }
}
