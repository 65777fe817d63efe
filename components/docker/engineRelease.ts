import type { Release } from "../app/release";

/** A release with where its image comes from: a reference by digest, or the id of an image that the engine has. */
export interface EngineRelease extends Release {
  source: string;
}
