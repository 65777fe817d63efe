import { join } from "node:path";
import type { Subject } from "../../../drill/engine/policyMessages";
import type { PolicyPack, Violation } from "../../../drill/engine/policyPack";
import { PolicyPacks } from "../../../drill/engine/policyPacks";
import type { ResourceState } from "../../../drill/engine/state";
import type { PackResource } from "./draft";

const POLICIES = join(__dirname, "..", "..", "..", "policies");

/** The pack in its own process, asked as the engine asks it. */
export class Inspector {
  readonly #packs = new PolicyPacks();
  readonly #pack: Promise<PolicyPack | undefined>;

  /** @param levels the file beside the pack that says how strict it is */
  constructor(levels: "prod.json" | "dev.json") {
    const policyPackConfigs = [join(POLICIES, levels)];
    this.#pack = this.#packs
      .load({ policyPacks: [POLICIES], policyPackConfigs })
      .then(([pack]) => pack);
  }

  /** Looks at a stack as an update does: at its resources one by one, and at all of them together. */
  async inspect(resources: readonly PackResource[]): Promise<Violation[]> {
    const pack = await this.#pack;
    if (pack === undefined) throw new Error("there is no pack");
    const subjects = resources.map((resource) => subjectOf(resource, resources));
    const found = await Promise.all(subjects.map((subject) => pack.analyze(subject)));
    return [...found.flat(), ...(await pack.analyzeStack(subjects))];
  }

  close(): void {
    this.#packs.close();
  }
}

function subjectOf(resource: PackResource, all: readonly PackResource[]): Subject {
  const provider = all.find(({ urn }) => urn === resource.provider);
  return {
    properties: resource.props,
    state: stateOf(resource),
    goal: undefined,
    provider: provider && { ...stateOf(provider), inputs: provider.props, outputs: {} },
  };
}

function stateOf({ urn, type, custom, protect, dependencies, provider }: PackResource) {
  const state: Omit<ResourceState, "inputs" | "outputs"> = {
    ...{ urn, type, custom, protect, provider, dependencies: [...dependencies] },
    ...{ delete: false, pendingReplacement: false, retainOnDelete: false },
    ...{ id: "there", parent: "", propertyDependencies: {}, resourceHooks: {} },
    ...{ initErrors: [], additionalSecretOutputs: [], ignoreChanges: [], replaceOnChanges: [] },
    customTimeouts: { create: 0, update: 0, delete: 0 },
  };
  return state;
}
