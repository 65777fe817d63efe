import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { releaseTag } from "../app/releaseTag";
import { withoutStack } from "../app/withoutStack";
import { engineName } from "./imageReference";
import { differentDigest, type Mirrored } from "./mirrorProblem";
import { sourceCheck } from "./sourceCheck";

export interface ImageMirrorArgs {
  /** URL of the repository that gets the copies, without a tag. */
  repository: string;
  releases: readonly Mirrored[];
}

/** One copy of each release in one's own repository, so that neither a node nor a rollback needs another registry. */
export class ImageMirror extends pulumi.ComponentResource {
  /** The digest of each release in the repository, known only once each is what the catalogue says. */
  readonly digests: pulumi.Output<Record<string, string>>;

  constructor(name: string, args: ImageMirrorArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:docker:ImageMirror", name, {}, opts);

    const check = sourceCheck(`${name}-source`, args.releases, this);
    const copies = args.releases.map((release) => this.#copy(args.repository, release, check));
    const pushed = pulumi.all(copies.map(({ sha256Digest }) => sha256Digest));
    this.digests = pushed.apply((digests) => this.#checked(args.releases, digests));
    this.registerOutputs({});
  }

  #copy(repository: string, release: Mirrored, check: pulumi.ResourceHook): docker.RegistryImage {
    const local = new docker.RemoteImage(
      release.name,
      {
        name: engineName(release.source),
        platform: NODE_PLATFORM,
        keepLocally: true,
      },
      { parent: this, hooks: { beforeCreate: [check] } },
    );
    const tag = new docker.Tag(
      release.name,
      { sourceImage: local.imageId, targetImage: `${repository}:${releaseTag(release)}` },
      { parent: this },
    );
    return new docker.RegistryImage(
      release.name,
      // A release that leaves the catalogue stays in the repository until its lifecycle takes it.
      { name: tag.targetImage, keepRemotely: true },
      { parent: this },
    );
  }

  /** Only after every copy is there, so that one wrong digest keeps no other release from being copied. */
  #checked(releases: readonly Mirrored[], digests: readonly string[]): Record<string, string> {
    const problems = releases.flatMap((release, index) => {
      const problem = differentDigest(release, digests[index] ?? "nothing", pulumi.getStack());
      return problem === undefined ? [] : [problem];
    });
    if (problems.length > 0)
      throw withoutStack(new pulumi.ResourceError(problems.join("\n"), this, true));
    return Object.fromEntries(releases.map(({ name, digest }) => [name, digest]));
  }
}

/** Of the cluster's nodes. */
const NODE_PLATFORM = "linux/amd64";
