/** What the tag of a release begins with in the registry. Only the catalogue makes such tags. */
export const RELEASE_TAG_PREFIX = "release-";

/** The tag that a release has in the registry. */
export function releaseTag(release: { name: string }): string {
  return `${RELEASE_TAG_PREFIX}${release.name}`;
}
