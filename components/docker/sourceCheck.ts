import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { addressOf, imageReference } from "./imageReference";
import { movedTag, type Mirrored } from "./mirrorProblem";

/**
 * Asks the source's registry whether its tag is the image that the catalogue names, before that is pulled, in a
 * preview too. Only before: a tag that moves years later is no reason to refuse what was copied long ago.
 *
 * @param parent whose docker provider asks
 * @returns a hook for beforeCreate of an image that is called like its release
 */
export function sourceCheck(
  name: string,
  releases: readonly Mirrored[],
  parent: pulumi.Resource,
): pulumi.ResourceHook {
  return new pulumi.ResourceHook(
    name,
    async ({ name: releaseName }) => {
      const release = releases.find((candidate) => candidate.name === releaseName);
      if (release === undefined) throw new Error(`no release is called ${releaseName}`);
      const source = imageReference(release.source);
      // An image without a tag is what its digest says.
      if (source.tag === undefined) return;
      const { sha256Digest: seen } = await docker.getRegistryImage(
        { name: `${addressOf(source)}:${source.tag}` },
        { parent },
      );
      const tagged = `${source.repository}:${source.tag}`;
      const stack = pulumi.getStack();
      const problem = movedTag(release, { tagged, digest: source.digest, seen, stack });
      if (problem !== undefined) throw new Error(problem);
    },
    { onDryRun: true },
  );
}
