import { valid as isSemver } from "semver";
import { z } from "zod";
import { digestOf, imageProblem, isDigest } from "./image";
import { judged, text, wholeNumber } from "./text";

const digest = judged("sha256: and 64 hexadecimal digits", (value) =>
  isDigest(value) ? undefined : "sha256: and 64 hexadecimal digits",
);

export const version = judged("a version such as 2.1.26", (value) =>
  isSemver(value) === value ? undefined : "a version such as 2.1.26",
);

export const image = judged("an image with its digest, as in name:tag@sha256:…", imageProblem);

const environment = z
  .record(z.string(), z.string({ error: "a text" }), { error: "variables" })
  .default({});

const ENGINE_IMAGE =
  "an image with its digest, as in name:tag@sha256:…, or the id of one that the engine has, sha256:…";

/**
 * One release: `source` is mirrored into the repository, or one's own CI pushed it there under `digest`. Both,
 * where a mirror cannot keep the digest of its source, as with one platform of an image for several.
 */
export const releaseEntry = z
  .strictObject({
    version,
    source: image.optional(),
    digest: digest.optional(),
    env: environment,
  })
  .refine(({ source, digest }) => source !== undefined || digest !== undefined, {
    error: "source (name:tag@sha256:…) or digest (sha256:…)",
  })
  .transform(({ version, source, digest, env }) => ({
    version,
    source,
    digest: digest ?? digestOf(source ?? "") ?? "",
    env,
  }));

/** A release as the program uses it. */
export interface ReleaseEntry {
  version: string;
  source?: string | undefined;
  /** What runs, whatever happens to a tag. */
  digest: string;
  env: Record<string, string>;
}

/** An image of a Docker engine: of a registry, or one that is there already, by its id. */
export const engineImage = judged(ENGINE_IMAGE, (value) =>
  isDigest(value) || imageProblem(value) === undefined ? undefined : ENGINE_IMAGE,
);

/** One release on a Docker engine, which has no repository of its own: its source is what runs. */
export const engineRelease = z
  .strictObject({ version, source: engineImage, env: environment })
  .transform(({ version, source, env }) => ({
    ...{ version, source, env },
    digest: digestOf(source) ?? source,
  }));

/** What one colour runs, and how much of it. */
export const side = z.strictObject({
  release: text("a release of lobechat:releases"),
  capacity: z
    .strictObject({
      min: wholeNumber("a whole number from 0 to 100", 0, 100),
      max: wholeNumber("a whole number from 0 to 100", 0, 100),
    })
    .refine(({ min, max }) => max >= min, { error: "a max that is at least min", path: ["max"] }),
});
