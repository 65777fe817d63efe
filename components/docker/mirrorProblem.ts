/** A release of the catalogue that is copied from elsewhere. */
export interface Mirrored {
  name: string;
  /** The image elsewhere, with its digest there: `docker.io/lobehub/lobehub:2.1.26@sha256:…`. */
  source: string;
  /** The digest that the stack deploys: that of the copy. */
  digest: string;
}

/**
 * What is wrong when the copy has another digest than the catalogue, or undefined when nothing is. A pod pulls by
 * the catalogue's digest alone, so it would find no image.
 *
 * @param seen the digest of the copy in the repository
 */
export function differentDigest(
  release: Mirrored,
  seen: string,
  stack: string,
): string | undefined {
  if (seen === release.digest) return undefined;
  return [
    `The copy of ${release.name} has another digest than the catalogue, as one platform of an image for several has.`,
    `  seen:     ${seen}`,
    `  expected: ${release.digest}`,
    `  fix:      pulumi config set --path '${pathOf(release, "digest")}' ${seen} --stack ${stack}`,
  ].join("\n");
}

/** What is wrong when the source's tag is another image by now, or undefined when it is not. */
export function movedTag(
  release: Mirrored,
  { tagged, digest, seen, stack }: { tagged: string; digest: string; seen: string; stack: string },
): string | undefined {
  if (seen === digest) return undefined;
  return [
    `lobechat:${pathOf(release, "source")} = ${release.source}`,
    `  seen:     the registry has ${tagged} under ${seen}`,
    `  expected: ${digest}; the tag was moved, or the digest is another image's`,
    `  fix:      pulumi config set --path '${pathOf(release, "source")}' ${tagged}@${seen} --stack ${stack}`,
  ].join("\n");
}

function pathOf({ name }: Mirrored, key: string): string {
  return `releases["${name}"].${key}`;
}
