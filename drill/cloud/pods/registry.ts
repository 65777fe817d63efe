import type { Image } from "../cloud";

/** The images that can be pulled. */
export class Registry {
  readonly #images = new Map<string, Image>();

  publish(image: Image): void {
    this.#images.set(image.digest, image);
  }

  /** By a reference with a digest: `repository@sha256:…`. */
  find(reference: string): Image | undefined {
    const [, digest] = reference.split("@");
    return digest === undefined ? undefined : this.#images.get(digest);
  }
}
