import { declaredOf } from "./declared";

type Path = readonly (string | number)[];

/** A piece of a resource's properties. Reading what a preview cannot know yet throws the SDK's UnknownValueError. */
export class Part {
  readonly #value: unknown;
  readonly #first: object;

  /** @param first goes before `value`, property by property */
  constructor(value: unknown, first: object = {}) {
    this.#value = value;
    this.#first = first;
  }

  /** @returns undefined where it is absent, or no text */
  text(...path: Path): string | undefined {
    const value = this.#at(path);
    return typeof value === "string" ? value : undefined;
  }

  /** @returns undefined where it is absent, or no number. Kubernetes' and AWS's numbers in texts count. */
  number(...path: Path): number | undefined {
    const value = this.#at(path);
    if (typeof value === "number") return value;
    return typeof value === "string" && /^\d+$/.test(value) ? Number(value) : undefined;
  }

  /** @returns undefined where it is absent, or no boolean. Attributes that say it in a text count. */
  flag(...path: Path): boolean | undefined {
    const value = this.#at(path);
    if (typeof value === "boolean") return value;
    return value === "true" || value === "false" ? value === "true" : undefined;
  }

  /** The texts of an array; none where it is absent. */
  texts(...path: Path): string[] {
    return this.#items(path).filter((item) => typeof item === "string");
  }

  /** The members of an array; none where it is absent. */
  parts(...path: Path): Part[] {
    return this.#items(path).map((item) => new Part(item));
  }

  /** What is below; an empty one where it is absent. */
  part(...path: Path): Part {
    return new Part(this.#at(path));
  }

  has(...path: Path): boolean {
    const value = this.#at(path);
    return value !== undefined && value !== null;
  }

  /** The names of what an object holds; none where it is absent. */
  keys(...path: Path): string[] {
    const value = this.#at(path);
    return typeof value === "object" && value !== null ? Object.keys(value) : [];
  }

  /** A document that is given as a text. An empty one where it is absent or no JSON. */
  json(...path: Path): Part {
    try {
      return new Part(JSON.parse(this.text(...path) ?? ""));
    } catch (error) {
      if (error instanceof SyntaxError) return new Part(undefined);
      throw error;
    }
  }

  #items(path: Path): unknown[] {
    const value = this.#at(path);
    if (!Array.isArray(value)) return [];
    // One by one: a member that is unknown is thrown as such.
    return Array.from({ length: value.length }, (_, at): unknown => value[at]);
  }

  #at(path: Path): unknown {
    const [first] = path;
    return path.reduce<unknown>(
      (value, step) =>
        typeof value === "object" && value !== null
          ? (value as Record<string | number, unknown>)[step]
          : undefined,
      first !== undefined && first in this.#first ? this.#first : this.#value,
    );
  }
}

/** A resource as a policy sees it: what is declared of it, and what its provider has answered beside that. */
export class Seen extends Part {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly protect: boolean;
  /** Whether the engine has asked about it by itself: an update with targets shows all others as they were before. */
  readonly declared: boolean;
  /** What its provider was configured with; undefined where the engine does not tell. */
  readonly provider: Part | undefined;
  /** What it waits for; known to stack rules alone. */
  readonly dependencies: readonly Seen[];

  constructor(resource: SeenResource, dependencies: readonly Seen[] = []) {
    const declared = declaredOf(resource.urn);
    super(resource.props, declared);
    this.declared = declared !== undefined;
    this.type = resource.type;
    this.name = resource.name;
    this.urn = resource.urn;
    this.protect = resource.opts.protect;
    this.provider = resource.provider && new Part(resource.provider.props);
    this.dependencies = dependencies;
  }
}

/** What the SDK tells of a resource, as far as it is used. */
export interface SeenResource {
  type: string;
  name: string;
  urn: string;
  props: Record<string, unknown>;
  opts: { protect: boolean };
  provider?: { props: Record<string, unknown> };
}
