/** An image as one writes it, `docker.io/lobehub/lobehub:2.1.26@sha256:…`, in its parts. */
export interface ImageReference {
  /** With its registry where it names one, e.g. `docker.io/lobehub/lobehub`. */
  repository: string;
  tag?: string;
  digest: string;
}

/** @throws Error when it has no digest: nobody could say what was copied */
export function imageReference(image: string): ImageReference {
  const [, repository, tag, digest] =
    /^(.+?)(?::([^/:@]+))?@(sha256:[0-9a-f]{64})$/.exec(image) ?? [];
  if (repository === undefined || digest === undefined)
    throw new Error(`${image} has no digest, as in name:tag@sha256:…`);
  return { repository, digest, ...(tag === undefined ? {} : { tag }) };
}

/** The repository with the host that answers for it: Docker Hub's API is not where its name says. */
export function addressOf({ repository }: ImageReference): string {
  const [first = "", ...rest] = repository.split("/");
  const named = rest.length > 0 && /[.:]|^localhost$/.test(first);
  if (named && first !== "docker.io") return repository;
  const path = named ? rest : [first, ...rest];
  return ["registry-1.docker.io", ...(path.length === 1 ? ["library"] : []), ...path].join("/");
}

/** Whether it is no reference at all, but the id of an image that an engine has. */
export function isImageId(image: string): boolean {
  return /^sha256:[0-9a-f]{64}$/.test(image);
}

/** The name by which the engine and its provider know an image. */
export function engineName(reference: string): string {
  if (isImageId(reference)) return reference;
  const { repository, digest } = imageReference(reference);
  return `${repository}@${digest}`;
}
