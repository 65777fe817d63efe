/** Host and port, path, and a tag, as far as their letters go. */
const NAME = /^[a-z0-9][a-z0-9._/:-]*(?::\w[\w.-]*)?$/;

const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** Whether `text` is a whole content digest, as in `sha256:` and 64 hexadecimal digits. */
export function isDigest(text: string): boolean {
  return DIGEST.test(text);
}

/**
 * What is wrong with an image reference that has to name one image for ever, or undefined when nothing is.
 * It needs a digest, because a tag can be moved, and no tag may be `latest`, because nobody can roll back to that.
 */
export function imageProblem(reference: string): string | undefined {
  const [name = "", digest, ...more] = reference.split("@");
  const tag = /:([^/:]+)$/.exec(name)?.[1];
  if (tag === "latest") return "a tag that names one release, never latest";
  if (digest === undefined) return "an image with its digest, as in name:tag@sha256:…";
  if (!isDigest(digest)) return "a digest of sha256: and 64 hexadecimal digits";
  if (!NAME.test(name) || more.length > 0)
    return "a name of an image, as in docker.io/lobehub/lobehub:2.1.26";
  return undefined;
}

/** The digest of an image reference that has one. */
export function digestOf(reference: string): string | undefined {
  return reference.split("@")[1];
}
