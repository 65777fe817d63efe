import { createHash } from "node:crypto";
import { interpolate, type Input, type Output } from "@pulumi/pulumi";
import type { Color } from "../../config/color";

/** One combination that one may run or go back to: image, version and non-secret environment. */
export interface Release {
  /** Its name in the catalogue: version and git SHA, e.g. `2.1.26-9f3c2e1`. */
  name: string;
  /** What /api/version must answer. */
  version: string;
  /** `sha256:…` of the image: what runs, whatever happens to a tag. */
  digest: string;
  /** This combination's own environment. Never secret. */
  env: Record<string, string>;
}

/**
 * A short name for what a release is: its tag and its digest. Its environment and capacity are left out, so
 * that neither a changed variable nor a scale makes another snapshot and migration.
 */
export function releaseHash(release: Pick<Release, "name" | "digest">): string {
  return createHash("sha256")
    .update(`${release.name}@${release.digest}`)
    .digest("hex")
    .slice(0, 10);
}

/** The image as a node pulls it: by digest alone. */
export function imageOf(
  repository: Input<string>,
  release: Pick<Release, "digest">,
): Output<string> {
  return interpolate`${repository}@${release.digest}`;
}

/** The release that a colour was deployed with. */
export type Deployed = Pick<Release, "name" | "version" | "digest">;

/**
 * One value for each distinct release of the colours, made once: two colours on one release share it.
 * @returns what finds a release's value again
 */
export function perRelease<R extends Release, T>(
  colors: Record<Color, { release: R }>,
  make: (release: R, hash: string) => T,
): (release: R) => T {
  const made = new Map<string, T>();
  const find = (release: R): T => {
    const hash = releaseHash(release);
    const known = made.get(hash);
    if (known !== undefined) return known;
    const value = make(release, hash);
    made.set(hash, value);
    return value;
  };
  for (const { release } of Object.values(colors)) find(release);
  return find;
}
