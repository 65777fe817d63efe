import { credentials } from "@grpc/grpc-js";
import { CallbacksClient } from "@pulumi/pulumi/proto/callback_grpc_pb";
import {
  CallbackInvokeRequest,
  type CallbackInvokeResponse,
} from "@pulumi/pulumi/proto/callback_pb";
import {
  ResourceHookRequest,
  ResourceHookResponse,
  type RegisterResourceHookRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import type { Events } from "./events";
import { unary } from "./rpc";
import type { HookNames, HookType, ResourceState } from "./state";
import { toStruct } from "./struct";
import { urnName } from "./urn";

interface Hook {
  target: string;
  token: string;
  onDryRun: boolean;
  ignoreErrors: boolean;
}

interface Bearer {
  urn: string;
  id: string;
  type: string;
  resourceHooks: HookNames;
}

const nothing: Bearer = { urn: "", id: "", type: "", resourceHooks: {} };

/** The program's resource hooks, called back in the program's own process. */
export class Hooks {
  private readonly hooks = new Map<string, Hook>();
  private readonly clients = new Map<string, CallbacksClient>();
  private readonly events: Events;
  private readonly dryRun: boolean;

  constructor(events: Events, dryRun: boolean) {
    this.events = events;
    this.dryRun = dryRun;
  }

  /** @throws Error when the name is taken. */
  register(request: RegisterResourceHookRequest): void {
    const name = request.getName();
    if (this.hooks.has(name))
      throw new Error(`resource hook already registered for name "${name}"`);
    this.hooks.set(name, {
      target: request.getCallback()?.getTarget() ?? "",
      token: request.getCallback()?.getToken() ?? "",
      onDryRun: request.getOnDryRun(),
      ignoreErrors: request.getIgnoreErrors(),
    });
  }

  /**
   * Runs the resource's hooks of one type, one after the other.
   * @throws Error with the message of the first that fails.
   */
  async run(type: HookType, states: { old?: ResourceState; new?: ResourceState }): Promise<void> {
    const { urn, resourceHooks } = states.new ?? states.old ?? nothing;
    for (const name of resourceHooks[type] ?? []) {
      const hook = this.hooks.get(name);
      if (hook === undefined) throw new Error(`hook "${name}" was not registered`);
      if (this.dryRun && !hook.onDryRun) continue;
      const error = await this.call(hook, hookRequest(type, states));
      if (error === "") continue;
      if (!hook.ignoreErrors) throw new Error(`${whenOf(type)} hook "${name}" failed: ${error}`);
      this.events.diagnostic("warning", `${type} hook "${name}" failed: ${error}`, urn);
    }
  }

  close(): void {
    for (const client of this.clients.values()) client.close();
  }

  private async call(hook: Hook, request: ResourceHookRequest): Promise<string> {
    const client = this.clients.get(hook.target) ?? connect(hook.target);
    this.clients.set(hook.target, client);
    const invocation = new CallbackInvokeRequest()
      .setToken(hook.token)
      .setRequest(request.serializeBinary());
    const response = await unary<CallbackInvokeResponse>((done) => client.invoke(invocation, done));
    return ResourceHookResponse.deserializeBinary(response.getResponse_asU8()).getError();
  }
}

function whenOf(type: HookType): string {
  return type.startsWith("before") ? "before" : "after";
}

function connect(target: string): CallbacksClient {
  return new CallbacksClient(target, credentials.createInsecure());
}

function hookRequest(
  type: HookType,
  states: { old?: ResourceState; new?: ResourceState },
): ResourceHookRequest {
  const { urn, id, type: resourceType } = states.new ?? states.old ?? nothing;
  const request = new ResourceHookRequest()
    .setUrn(urn)
    .setId(id)
    .setName(urnName(urn))
    .setType(resourceType);
  if (states.new) request.setNewInputs(toStruct(states.new.inputs));
  if (states.new && type.startsWith("after")) request.setNewOutputs(toStruct(states.new.outputs));
  if (states.old) request.setOldInputs(toStruct(states.old.inputs));
  if (states.old) request.setOldOutputs(toStruct(states.old.outputs));
  return request;
}
