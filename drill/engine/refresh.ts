import { said } from "../../ops/said";
import { containsSecret, secret, type Properties } from "./envelope";
import type { Events } from "./events";
import type { Providers } from "./providers";
import type { Redactor } from "./redactor";
import type { ResourceState, Snapshot } from "./state";
import type { Targets } from "./targets";
import { isProviderType } from "./urn";

interface RefreshTools {
  events: Events;
  providers: Providers;
  redactor: Redactor;
}

/**
 * A state as the providers find it now, which an update then starts from, as with `pulumi up --refresh`.
 * What is gone leaves the state; its program makes it anew.
 *
 * @returns undefined when one could not be read: that is said, and no update may start from a guess
 */
export async function refresh(
  { resources, pendingOperations }: Snapshot,
  targets: Targets,
  tools: RefreshTools,
): Promise<Snapshot | undefined> {
  try {
    targets.requireKnown((urn) => resources.some((resource) => resource.urn === urn));
  } catch (error) {
    tools.events.diagnostic("error", said(error));
    return undefined;
  }
  const reads = resources.map(async (resource) =>
    targets.names(resource.urn) ? readNow(resource, tools) : resource,
  );
  const ended = await Promise.allSettled(reads);
  if (ended.some(({ status }) => status === "rejected")) return undefined;
  const found = ended.flatMap((read) =>
    read.status === "fulfilled" && read.value !== undefined ? [read.value] : [],
  );
  return { resources: withoutLooseEnds(found), pendingOperations };
}

/** @returns undefined for one that is gone. @throws what the provider answers; it is said */
async function readNow(
  old: ResourceState,
  { events, providers, redactor }: RefreshTools,
): Promise<ResourceState | undefined> {
  const step = { op: "refresh" as const, old };
  events.pre({ ...step, new: old });
  try {
    const found = await read(old, providers);
    if (found === undefined) {
      events.outputs(step);
      return undefined;
    }
    const state = { ...old, ...found };
    redactor.learn([state.inputs, state.outputs]);
    events.outputs({ ...step, new: state });
    return state;
  } catch (error) {
    events.failed({ ...step, new: old }, said(error));
    throw error;
  }
}

async function read(
  old: ResourceState,
  providers: Providers,
): Promise<Pick<ResourceState, "id" | "inputs" | "outputs" | "initErrors"> | undefined> {
  // A component is nothing but its children, a provider nothing but its settings: nobody else knows them.
  if (!old.custom || isProviderType(old.type) || old.pendingReplacement) return old;
  const { client } = await providers.get(old.provider);
  const found = await client.read(old);
  if (found.id === "") return undefined;
  return {
    id: found.id,
    inputs: found.inputs === undefined ? old.inputs : asSecretAs(old.inputs, found.inputs),
    outputs: asSecretAs(old.outputs, found.outputs),
    initErrors: [],
  };
}

/** What was a secret stays one, whether or not the provider says so of what it read. */
function asSecretAs(before: Properties, read: Properties): Properties {
  return Object.fromEntries(
    Object.entries(read).map(([key, value]) => {
      const hidden = containsSecret(before[key] ?? null) && !containsSecret(value);
      return [key, hidden ? secret(value) : value] as const;
    }),
  );
}

/** The resources without what they say of others that are gone: a state that names those cannot be used. */
function withoutLooseEnds(resources: ResourceState[]): ResourceState[] {
  const urns = new Set(resources.map(({ urn }) => urn));
  const stays = (urn: string): boolean => urns.has(urn);
  return resources.map((resource) => ({
    ...resource,
    dependencies: resource.dependencies.filter(stays),
    propertyDependencies: Object.fromEntries(
      Object.entries(resource.propertyDependencies).map(([key, on]) => [key, on.filter(stays)]),
    ),
  }));
}
