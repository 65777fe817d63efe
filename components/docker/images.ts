import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { EngineRelease } from "./engineRelease";
import type { ImageName } from "./imageName";
import { perRelease } from "../app/release";
import { imageReference, isImageId } from "./imageReference";

export interface ImagesArgs {
  images: Readonly<Record<ImageName, string>>;
  /** Those that a colour runs. */
  releases: readonly EngineRelease[];
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
    this.ofRelease = perRelease(args.releases, ({ source }, hash) =>
      this.#pulled(`release-${hash}`, source),
    );
    this.registerOutputs({});
  }

  /** One that is there already, under its id, is taken as it is. */
  #pulled(name: string, reference: string): pulumi.Input<string> {
    if (isImageId(reference)) return reference;
    const { repository, digest } = imageReference(reference);
    return new docker.RemoteImage(
      name,
      // Kept, so that a rollback needs no registry.
      { name: `${repository}@${digest}`, keepLocally: true },
      { parent: this },
    ).imageId;
  }
}
