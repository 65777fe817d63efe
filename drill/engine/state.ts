import type { Properties } from "./envelope";
import { providerUrn } from "./urn";

/** Seconds; 0 leaves it to the provider. */
export interface Timeouts {
  create: number;
  update: number;
  delete: number;
}

export type HookType =
  "beforeCreate" | "afterCreate" | "beforeUpdate" | "afterUpdate" | "beforeDelete" | "afterDelete";
export type HookNames = Partial<Record<HookType, string[]>>;

/** A resource as Pulumi's deployments (version 3) write it. */
export interface ResourceState {
  urn: string;
  custom: boolean;
  /** True of one that was replaced and waits for its deletion. */
  delete: boolean;
  /** True of one that was deleted to be replaced, and whose replacement is not there yet. */
  pendingReplacement: boolean;
  id: string;
  type: string;
  inputs: Properties;
  outputs: Properties;
  parent: string;
  protect: boolean;
  retainOnDelete: boolean;
  dependencies: string[];
  propertyDependencies: Record<string, string[]>;
  provider: string;
  initErrors: string[];
  additionalSecretOutputs: string[];
  customTimeouts: Timeouts;
  ignoreChanges: string[];
  replaceOnChanges: string[];
  resourceHooks: HookNames;
}

export interface PendingOperation {
  resource: ResourceState;
  type: "creating" | "updating" | "deleting";
}

/** What is known about a stack between two updates. */
export interface Snapshot {
  resources: ResourceState[];
  pendingOperations: PendingOperation[];
}

/** Everything that has to outlive a resource: parent, provider and whatever its inputs came from. */
export function prerequisites(state: ResourceState): Set<string> {
  const urns = new Set([
    state.parent,
    providerUrn(state.provider),
    ...state.dependencies,
    ...Object.values(state.propertyDependencies).flat(),
  ]);
  urns.delete("");
  return urns;
}
