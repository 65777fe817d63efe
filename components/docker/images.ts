import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { Color } from "../../config/color";
import { perRelease } from "../app/release";
import type { EngineRelease } from "./engineRelease";
import type { ImageName } from "./imageName";
import { engineName, isImageId } from "./imageReference";

export interface ImagesArgs {
  images: Readonly<Record<ImageName, string>>;
  colors: Record<Color, { release: EngineRelease }>;
}

/** Every image that the stack runs, on the engine, by its id there. */
export class Images extends pulumi.ComponentResource {
  readonly of: Readonly<Record<ImageName, pulumi.Input<string>>>;
  readonly ofRelease: (release: EngineRelease) => pulumi.Input<string>;

  constructor(name: string, args: ImagesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:docker:Images", name, {}, opts);
    const { edge, sessions, database, files, assets, exporter } = args.images;
    this.of = {
      edge: this.#pulled("edge", edge),
      sessions: this.#pulled("sessions", sessions),
      database: this.#pulled("database", database),
      files: this.#pulled("files", files),
      assets: this.#pulled("assets", assets),
      exporter: this.#pulled("exporter", exporter),
    };
    this.ofRelease = perRelease(args.colors, ({ source }, hash) =>
      this.#pulled(`release-${hash}`, source),
    );
    this.registerOutputs({});
  }

  /** One that is there already, under its id, is taken as it is. */
  #pulled(name: string, reference: string): pulumi.Input<string> {
    if (isImageId(reference)) return reference;
    return new docker.RemoteImage(
      name,
      // Kept, so that a rollback needs no registry.
      { name: engineName(reference), keepLocally: true },
      { parent: this },
    ).imageId;
  }
}
