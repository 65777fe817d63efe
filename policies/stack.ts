import { Seen, type SeenResource } from "./seen";

export interface StackResource extends SeenResource {
  dependencies: readonly StackResource[];
}

/** All resources of a stack, once the program has declared them. */
export class Stack {
  readonly #resources: readonly Seen[];

  constructor(resources: readonly StackResource[]) {
    this.#resources = resources.map(
      (resource) =>
        new Seen(
          resource,
          resource.dependencies.map((each) => new Seen(each)),
        ),
    );
  }

  /** Those of these types, in the order of their registration. */
  of(...types: readonly string[]): Seen[] {
    return this.#resources.filter(({ type }) => types.includes(type));
  }

  named(type: string, name: string): Seen | undefined {
    return this.of(type).find((resource) => resource.name === name);
  }
}
