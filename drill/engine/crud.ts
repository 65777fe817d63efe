import { diffInputs, type Diff } from "./diff";
import type { Properties } from "./envelope";
import type { Goal } from "./goal";
import type { Checked } from "./providerClient";
import { Providers } from "./providers";
import type { Created } from "./rpc";
import type { ResourceState } from "./state";
import { isProviderType } from "./urn";

/** What can be done to a resource, whoever looks after it. */
export interface Crud {
  check(olds: Properties | undefined, news: Properties): Promise<Checked>;
  diff(old: ResourceState, news: Properties): Promise<Diff>;
  /** What a preview can say of the outputs without making anything; what is left out is unknown. */
  preview(state: ResourceState): Promise<Properties>;
  /** @throws InitError when the resource is there but not ready */
  create(state: ResourceState): Promise<Created>;
  /** @throws InitError when the resource was changed but is not ready */
  update(old: ResourceState, state: ResourceState): Promise<Properties>;
  delete(old: ResourceState): Promise<void>;
}

/** A component is nothing but its children: its own inputs are all there is to compare. */
const component: Crud = {
  check: (_olds, news) => Promise.resolve({ inputs: news, failures: [] }),
  diff: (old, news) => Promise.resolve(diffInputs(old.inputs, news)),
  preview: () => Promise.resolve({}),
  create: () => Promise.resolve({ id: "", outputs: {} }),
  update: (old) => Promise.resolve(old.outputs),
  delete: () => Promise.resolve(),
};

/** A provider resource is looked after by the engine itself: making one is configuring it. */
function provider(providers: Providers): Crud {
  return {
    check: (_olds, news) => Promise.resolve({ inputs: news, failures: [] }),
    diff: (old, news) => Promise.resolve(diffInputs(old.inputs, news)),
    preview: async (state) => {
      await providers.configure(state);
      return state.inputs;
    },
    create: async (state) => {
      const created = { id: Providers.newId(), outputs: state.inputs };
      await providers.configure({ ...state, ...created });
      return created;
    },
    update: async (old, state) => {
      await providers.configure({ ...state, id: old.id });
      return state.inputs;
    },
    delete: () => Promise.resolve(),
  };
}

function custom(providers: Providers, reference: string, urn: string, ignored: string[]): Crud {
  return {
    check: async (olds, news) => {
      const { client, known } = await providers.get(reference);
      return known ? client.check(urn, olds, news) : { inputs: news, failures: [] };
    },
    diff: async (old, news) => {
      const { client, known } = await providers.get(reference);
      return known ? client.diff(old, news, ignored) : diffInputs(old.inputs, news);
    },
    preview: async (state) => ((await providers.get(reference)).known ? state.inputs : {}),
    create: async (state) => (await providers.get(reference)).client.create(state),
    update: async (old, state) => (await providers.get(reference)).client.update(old, state),
    delete: async (old) => (await providers.get(reference)).client.delete(old),
  };
}

export function crudOf(
  resource: Pick<Goal, "urn" | "type" | "custom" | "provider" | "ignoreChanges">,
  providers: Providers,
): Crud {
  if (!resource.custom) return component;
  if (isProviderType(resource.type)) return provider(providers);
  return custom(providers, resource.provider, resource.urn, resource.ignoreChanges);
}
