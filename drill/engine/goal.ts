import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { seconds } from "./duration";
import type { Properties } from "./envelope";
import type { HookNames, ResourceState, Timeouts } from "./state";
import { fromStruct } from "./struct";
import { isProviderType, makeUrn } from "./urn";

/** What the program wants of a resource. */
export interface Goal {
  urn: string;
  type: string;
  name: string;
  custom: boolean;
  parent: string;
  inputs: Properties;
  /** undefined: as the parent says. */
  protect: boolean | undefined;
  retainOnDelete: boolean | undefined;
  dependencies: string[];
  propertyDependencies: Record<string, string[]>;
  provider: string;
  /** undefined: as the provider says. */
  deleteBeforeReplace: boolean | undefined;
  ignoreChanges: string[];
  replaceOnChanges: string[];
  additionalSecretOutputs: string[];
  customTimeouts: Timeouts;
  hooks: HookNames;
  /** URNs that this resource may have had before. */
  aliases: string[];
}

/** @throws Error naming the first option that this engine does not have. */
export function readGoal(
  request: RegisterResourceRequest,
  names: { stack: string; project: string },
): Goal {
  const type = request.getType();
  const name = request.getName();
  const unsupported = unsupportedOption(request);
  if (unsupported !== undefined) {
    throw new Error(
      `${type} "${name}" uses ${unsupported}, which the embedded engine does not have: ` +
        "run it with the pulumi CLI (--engine pulumi).",
    );
  }
  const provider = request.getProvider();
  if (request.getCustom() && provider === "" && !isProviderType(type)) {
    throw new Error(
      `${type} "${name}" asks for a default provider, which the embedded engine does not have: ` +
        "pass it an explicit provider.",
    );
  }
  return {
    urn: makeUrn(names, request.getParent(), type, name),
    type,
    name,
    custom: request.getCustom(),
    parent: request.getParent(),
    inputs: providerInputs(request),
    protect: request.hasProtect() ? request.getProtect() : undefined,
    retainOnDelete: request.hasRetainondelete() ? request.getRetainondelete() : undefined,
    dependencies: request.getDependenciesList(),
    propertyDependencies: Object.fromEntries(
      [...request.getPropertydependenciesMap().entries()].map(([key, dependencies]) => [
        key,
        dependencies.getUrnsList(),
      ]),
    ),
    provider,
    deleteBeforeReplace: request.getDeletebeforereplacedefined()
      ? request.getDeletebeforereplace()
      : undefined,
    ignoreChanges: request.getIgnorechangesList(),
    replaceOnChanges: request.getReplaceonchangesList(),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    customTimeouts: readTimeouts(request),
    hooks: readHooks(request),
    aliases: request.getAliasurnsList(),
  };
}

function unsupportedOption(request: RegisterResourceRequest): string | undefined {
  const used: [string, boolean][] = [
    ["the option `import`", request.getImportid() !== ""],
    ["the option `transforms`", request.getTransformsList().length > 0],
    ["a remote component", request.getRemote()],
    ["a parameterized package", request.getPackageref() !== ""],
    ["the option `deletedWith`", request.getDeletedwith() !== ""],
    ["the option `replaceWith`", request.getReplaceWithList().length > 0],
    ["the option `replacementTrigger`", request.hasReplacementTrigger()],
    ["the option `envVarMappings`", request.getEnvvarmappingsMap().getLength() > 0],
    ["an error hook", (request.getHooks()?.getOnErrorList().length ?? 0) > 0],
  ];
  return used.find(([, isUsed]) => isUsed)?.[0];
}

function providerInputs(request: RegisterResourceRequest): Properties {
  const inputs = fromStruct(request.getObject());
  const version = request.getVersion();
  return isProviderType(request.getType()) && version !== "" ? { ...inputs, version } : inputs;
}

function readTimeouts(request: RegisterResourceRequest): Timeouts {
  const timeouts = request.getCustomtimeouts();
  return {
    create: seconds(timeouts?.getCreate() ?? ""),
    update: seconds(timeouts?.getUpdate() ?? ""),
    delete: seconds(timeouts?.getDelete() ?? ""),
  };
}

function readHooks(request: RegisterResourceRequest): HookNames {
  const hooks = request.getHooks();
  if (hooks === undefined) return {};
  const all: Required<HookNames> = {
    beforeCreate: hooks.getBeforeCreateList(),
    afterCreate: hooks.getAfterCreateList(),
    beforeUpdate: hooks.getBeforeUpdateList(),
    afterUpdate: hooks.getAfterUpdateList(),
    beforeDelete: hooks.getBeforeDeleteList(),
    afterDelete: hooks.getAfterDeleteList(),
  };
  return Object.fromEntries(Object.entries(all).filter(([, names]) => names.length > 0));
}

/** What a component's children, and theirs, take over from it. */
export function inherit(goal: Goal, parent: Goal | undefined): Goal {
  if (parent === undefined) return goal;
  return {
    ...goal,
    protect: goal.protect ?? parent.protect,
    retainOnDelete: goal.retainOnDelete ?? parent.retainOnDelete,
  };
}

/** The state that the goal asks for, before the provider has said what came of it. */
export function stateOf(goal: Goal, inputs: Properties): ResourceState {
  return {
    urn: goal.urn,
    custom: goal.custom,
    delete: false,
    pendingReplacement: false,
    id: "",
    type: goal.type,
    inputs,
    outputs: {},
    parent: goal.parent,
    protect: goal.protect ?? false,
    retainOnDelete: goal.retainOnDelete ?? false,
    dependencies: goal.dependencies,
    propertyDependencies: goal.propertyDependencies,
    provider: goal.provider,
    initErrors: [],
    additionalSecretOutputs: goal.additionalSecretOutputs,
    customTimeouts: goal.customTimeouts,
    ignoreChanges: goal.ignoreChanges,
    replaceOnChanges: goal.replaceOnChanges,
    resourceHooks: goal.hooks,
  };
}
