import type { Registry } from "../../pods/registry";

/** An image that is on this engine, by its id. */
export interface PulledImage {
  id: string;
  /** As it was pulled: `name:tag@sha256:…`. null: it was never in a registry. */
  reference: string | null;
}

/** The engine's images. An image's id is its digest here, as with containerd's image store. */
export class Images {
  readonly #registry: Registry;
  readonly #pulled = new Map<string, PulledImage>();

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  /** @throws for a reference without a digest: nothing says what it would be */
  pull(reference: string): PulledImage {
    const id = digestIn(reference);
    if (id === null) throw new Error(`the stand-in pulls by digest only: ${reference}`);
    const image = { id, reference };
    this.#pulled.set(id, image);
    return image;
  }

  remove(id: string): void {
    this.#pulled.delete(id);
  }

  /** By an id, or by a reference with a digest. What was published for the drill is here without a pull. */
  find(name: string): PulledImage | undefined {
    const id = digestIn(name);
    if (id === null) return undefined;
    const published = this.#registry.find(`@${id}`) === undefined ? undefined : { id };
    return this.#pulled.get(id) ?? (published && { ...published, reference: null });
  }
}

/** The `sha256:…` of an id or of a reference. null: there is none */
export function digestIn(name: string): string | null {
  return /(?:^|@)(sha256:[0-9a-f]+)$/.exec(name)?.[1] ?? null;
}
