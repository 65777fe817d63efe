import { isDeepStrictEqual } from "node:util";
import type * as provider from "@pulumi/pulumi/provider";
import type { NamedSecret } from "../cloud";
import { isObject, open, openProperties, withComputed, type Properties } from "./envelope";
import { InitializationError, type Resource, type ResourceKind } from "./kind";
import { invoke } from "./invoke";
import { secretsIn } from "./secretsIn";
import { parseUrn } from "./urn";

/**
 * The stand-in of every provider at once. The protocol hands Diff the old outputs only, so the inputs of each
 * resource are kept here, by type and id.
 */
export class StandInProvider implements provider.Provider {
  readonly version = "0.0.1";
  readonly #kinds: ReadonlyMap<string, ResourceKind>;
  readonly #inputs = new Map<string, Properties>();
  readonly #secrets = new Map<string, NamedSecret>();

  constructor(kinds: ReadonlyMap<string, ResourceKind>) {
    this.#kinds = kinds;
  }

  /** What came or went in an envelope, each value once. */
  get secrets(): NamedSecret[] {
    return [...this.#secrets.values()];
  }

  check(urn: string, olds: Properties, news: Properties): Promise<provider.CheckResult> {
    const { type, name } = parseUrn(urn);
    const kind = this.#kinds.get(type);
    if (kind === undefined) {
      return Promise.resolve({ failures: [{ property: "", reason: unknownType(type) }] });
    }
    return Promise.resolve({ inputs: kind.check?.(name, news, olds) ?? news });
  }

  diff(
    id: string,
    urn: string,
    oldOutputs: Properties,
    newInputs: Properties,
  ): Promise<provider.DiffResult> {
    const { kind, type } = this.#resource(urn);
    const olds = kind.inputsIn?.(openProperties(oldOutputs)) ?? this.#inputsOf(type, id);
    const news = openProperties(newInputs);
    const replaces = [
      ...kind.replaceOn.filter((path) => !isDeepStrictEqual(at(olds, path), at(news, path))),
      ...(kind.mustReplace?.(id, news) ?? []),
    ];
    return Promise.resolve({
      changes: replaces.length > 0 || !isDeepStrictEqual(olds, news),
      replaces,
      deleteBeforeReplace: kind.deleteBeforeReplace?.(olds, news) ?? false,
    });
  }

  async create(urn: string, inputs: Properties): Promise<provider.CreateResult> {
    const { kind, ...resource } = this.#resource(urn);
    const plain = openProperties(inputs);
    try {
      const { id, computed } = await kind.create({ ...resource, inputs: plain });
      this.#inputs.set(keyOf(resource.type, id), plain);
      return { id, outs: this.#outputs(resource, inputs, computed) };
    } catch (error) {
      throw this.#partial(resource, error, inputs);
    }
  }

  async update(
    id: string,
    urn: string,
    _olds: Properties,
    news: Properties,
  ): Promise<provider.UpdateResult> {
    const { kind, ...resource } = this.#resource(urn);
    const olds = this.#inputsOf(resource.type, id);
    const inputs = openProperties(news);
    try {
      const computed = await kind.update(
        id,
        { ...resource, inputs },
        { ...resource, inputs: olds },
      );
      this.#inputs.set(keyOf(resource.type, id), inputs);
      return { outs: this.#outputs(resource, news, computed) };
    } catch (error) {
      throw this.#partial(resource, error, news);
    }
  }

  async delete(id: string, urn: string): Promise<void> {
    const { kind, ...resource } = this.#resource(urn);
    const inputs = this.#inputs.get(keyOf(resource.type, id));
    if (inputs === undefined) return;
    await kind.delete(id, { ...resource, inputs });
    this.#inputs.delete(keyOf(resource.type, id));
  }

  /** A refresh finds what this cloud has made, as it is now, and nothing else. */
  async read(id: string, urn: string, props: Properties): Promise<provider.ReadResult> {
    const { kind, type } = this.#resource(urn);
    if (!this.#inputs.has(keyOf(type, id))) return { id: "", props: {} };
    const before = kind.inputsIn?.(props) ?? props;
    const changes = (await kind.read?.(id, openProperties(before))) ?? {};
    if (Object.keys(changes).length === 0) return { id, props };
    return { id, props: { ...props, ...changes }, inputs: { ...before, ...changes } };
  }

  invoke(token: string, args: Properties): Promise<provider.InvokeResult> {
    return Promise.resolve({ outputs: invoke(token, openProperties(args)) });
  }

  #resource(urn: string): { kind: ResourceKind; type: string; name: string } {
    const { type, name } = parseUrn(urn);
    const kind = this.#kinds.get(type);
    if (kind === undefined) throw new Error(unknownType(type));
    return { kind, type, name };
  }

  #inputsOf(type: string, id: string): Properties {
    const inputs = this.#inputs.get(keyOf(type, id));
    if (inputs === undefined) throw new Error(`the stand-in cloud has no ${type} ${id}`);
    return inputs;
  }

  /** The server of the SDK sends an error with an id, properties and reasons as a partial failure. */
  #partial(resource: Named, error: unknown, inputs: Properties): unknown {
    if (!(error instanceof InitializationError)) return error;
    this.#inputs.set(keyOf(resource.type, error.id), openProperties(inputs));
    return Object.assign(error, { properties: this.#outputs(resource, inputs, error.computed) });
  }

  #outputs({ type, name }: Named, inputs: Properties, computed: Properties): unknown {
    const outputs = withComputed(inputs, computed);
    for (const secret of secretsIn(`${type} ${name}`, outputs)) {
      if (!this.#secrets.has(secret.value)) this.#secrets.set(secret.value, secret);
    }
    return outputs;
  }
}

type Named = Pick<Resource, "type" | "name">;

function unknownType(type: string): string {
  return `the stand-in cloud does not know ${type}`;
}

function keyOf(type: string, id: string): string {
  return `${type} ${id}`;
}

function at(properties: Properties, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((value, key) => (isObject(value) ? open(value[key]) : undefined), properties);
}
