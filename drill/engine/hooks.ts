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
import type { HookType, ResourceState } from "./state";
import { toStruct } from "./struct";
import { urnName } from "./urn";

interface Hook {
  target: string;
  token: string;
  onDryRun: boolean;
  ignoreErrors: boolean;
}

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
    const bearer = states.new ?? states.old;
    for (const name of bearer?.resourceHooks[type] ?? []) {
      const hook = this.hooks.get(name);
      if (hook === undefined) throw new Error(`hook "${name}" was not registered`);
      if (this.dryRun && !hook.onDryRun) continue;
      const error = await this.call(hook, hookRequest(type, states));
      if (error === "") continue;
      if (!hook.ignoreErrors) {
        const when = type.startsWith("before") ? "before" : "after";
        throw new Error(`${when} hook "${name}" failed: ${error}`);
      }
      this.events.diagnostic("warning", `${type} hook "${name}" failed: ${error}`, bearer?.urn);
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

function connect(target: string): CallbacksClient {
  return new CallbacksClient(target, credentials.createInsecure());
}

function hookRequest(
  type: HookType,
  states: { old?: ResourceState; new?: ResourceState },
): ResourceHookRequest {
  const state = states.new ?? states.old;
  const request = new ResourceHookRequest()
    .setUrn(state?.urn ?? "")
    .setId(state?.id ?? "")
    .setName(urnName(state?.urn ?? ""))
    .setType(state?.type ?? "");
  if (states.new) request.setNewInputs(toStruct(states.new.inputs));
  if (states.new && type.startsWith("after")) request.setNewOutputs(toStruct(states.new.outputs));
  if (states.old) request.setOldInputs(toStruct(states.old.inputs));
  if (states.old) request.setOldOutputs(toStruct(states.old.outputs));
  return request;
}
