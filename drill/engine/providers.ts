import { randomUUID } from "node:crypto";
import { containsUnknown, type Properties } from "./envelope";
import { ProviderClient } from "./providerClient";
import type { ResourceState } from "./state";
import { providerPackage, providerUrn } from "./urn";

/** The configured provider of an explicit provider resource. */
interface Loaded {
  client: ProviderClient;
  /** False in a preview whose provider is configured by something that is not there yet. */
  known: boolean;
}

/** The explicit providers of one update, by their URN. */
export class Providers {
  private readonly ports: Record<string, number>;
  private readonly old: (urn: string) => ResourceState | undefined;
  private readonly loaded = new Map<string, Promise<Loaded>>();
  private readonly clients = new Set<ProviderClient>();

  /** @param old finds a provider of the last update */
  constructor(ports: Record<string, number>, old: (urn: string) => ResourceState | undefined) {
    this.ports = ports;
    this.old = old;
  }

  static newId(): string {
    return randomUUID();
  }

  /** @throws Error when no server serves the package, or it refuses the configuration. */
  async configure(state: ResourceState): Promise<void> {
    const loading = this.connect(state);
    this.loaded.set(state.urn, loading);
    await loading;
  }

  /** The provider behind a reference `<urn>::<id>`, which a deletion may have to load from the old state. */
  async get(reference: string): Promise<Loaded> {
    const urn = providerUrn(reference);
    const loaded = this.loaded.get(urn);
    if (loaded !== undefined) return loaded;
    const old = this.old(urn);
    if (old === undefined) throw new Error(`unknown provider '${reference}'`);
    await this.configure(old);
    return this.get(reference);
  }

  /** Cuts off whatever call is still under way. */
  close(): void {
    for (const client of this.clients) client.close();
  }

  private async connect(state: ResourceState): Promise<Loaded> {
    const name = providerPackage(state.type);
    const port = this.ports[name];
    if (port === undefined) {
      throw new Error(`No provider server was given for the package "${name}" (${state.urn}).`);
    }
    const client = new ProviderClient(port);
    this.clients.add(client);
    const known = !containsUnknown(state.inputs);
    if (known) await client.configure(state.urn, state.id, withoutVersion(state.inputs));
    return { client, known };
  }
}

/** The version chooses the plugin; it is no part of its configuration. */
function withoutVersion(inputs: Properties): Properties {
  return Object.fromEntries(Object.entries(inputs).filter(([key]) => key !== "version"));
}
