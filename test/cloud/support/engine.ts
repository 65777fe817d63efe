import type { Properties } from "../../../drill/engine/envelope";
import { ProviderClient } from "../../../drill/engine/providerClient";
import { InitError } from "../../../drill/engine/rpc";
import type { ResourceState } from "../../../drill/engine/state";

export type Op = "create" | "update" | "replace" | "same";

/** What an engine does for one resource at a time: Check, Diff, and what the Diff asks for. */
export class OneByOne {
  readonly provider: ProviderClient;
  readonly #states = new Map<string, ResourceState>();

  constructor(port: number) {
    this.provider = new ProviderClient(port);
  }

  /** @returns the outputs. @throws what the provider refuses, and InitError */
  async put(type: string, name: string, inputs: Properties): Promise<Properties> {
    return (await this.apply(type, name, inputs)).outputs;
  }

  /** The same, and what was done. */
  async apply(
    type: string,
    name: string,
    inputs: Properties,
  ): Promise<{ op: Op; outputs: Properties }> {
    const old = this.#states.get(`${type} ${name}`);
    const checked = await this.check(type, name, inputs);
    if (old === undefined) return { op: "create", outputs: await this.#create(checked) };
    const diff = await this.provider.diff(old, checked.inputs, []);
    if (diff.replaces.length > 0) {
      if (diff.deleteBeforeReplace) await this.provider.delete(old);
      // Checked anew, as without an old one: so it gets a name of its own.
      this.#states.delete(`${type} ${name}`);
      const outputs = await this.#create(await this.check(type, name, inputs));
      if (!diff.deleteBeforeReplace) await this.provider.delete(old);
      return { op: "replace", outputs };
    }
    if (!diff.changes) return { op: "same", outputs: old.outputs };
    return { op: "update", outputs: await this.#update(old, checked) };
  }

  /** Updates although nothing has changed, as an engine does after a failed await. */
  async again(type: string, name: string): Promise<Properties> {
    const old = this.stateOf(type, name);
    return this.#update(old, old);
  }

  async check(type: string, name: string, inputs: Properties): Promise<ResourceState> {
    const urn = `urn:pulumi:test::lobechat::some:parent:Type$${type}::${name}`;
    const old = this.#states.get(`${type} ${name}`);
    const { inputs: checked, failures } = await this.provider.check(urn, old?.inputs, inputs);
    if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("; "));
    return { ...EMPTY, urn, type, inputs: checked };
  }

  async remove(type: string, name: string): Promise<void> {
    await this.provider.delete(this.stateOf(type, name));
    this.#states.delete(`${type} ${name}`);
  }

  stateOf(type: string, name: string): ResourceState {
    const state = this.#states.get(`${type} ${name}`);
    if (state === undefined) throw new Error(`no ${type} ${name} was made`);
    return state;
  }

  async #create(state: ResourceState): Promise<Properties> {
    return this.#keep(state, () => this.provider.create(state));
  }

  async #update(old: ResourceState, state: ResourceState): Promise<Properties> {
    return this.#keep(state, async () => ({
      id: old.id,
      outputs: await this.provider.update(old, state),
    }));
  }

  /** An object that is there but did not get ready stays in the state. */
  async #keep(
    state: ResourceState,
    act: () => Promise<{ id: string; outputs: Properties }>,
  ): Promise<Properties> {
    const name = state.urn.split("::").at(-1) ?? "";
    const keep = (created: { id: string; outputs: Properties }): Properties => {
      this.#states.set(`${state.type} ${name}`, { ...state, ...created });
      return created.outputs;
    };
    try {
      return keep(await act());
    } catch (error) {
      if (error instanceof InitError) keep(error.created);
      throw error;
    }
  }
}

const EMPTY: Omit<ResourceState, "urn" | "type"> = {
  custom: true,
  delete: false,
  pendingReplacement: false,
  id: "",
  inputs: {},
  outputs: {},
  parent: "",
  protect: false,
  retainOnDelete: false,
  dependencies: [],
  propertyDependencies: {},
  provider: "",
  initErrors: [],
  additionalSecretOutputs: [],
  customTimeouts: { create: 0, update: 0, delete: 0 },
  ignoreChanges: [],
  replaceOnChanges: [],
  resourceHooks: {},
};
