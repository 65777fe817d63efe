import type { Seen } from "../seen";

/** What a colour says that it runs; empty texts where it does not say. */
export function releaseOf(deployment: Seen): { name: string; version: string; digest: string } {
  const of = (key: string) => deployment.text("metadata", "annotations", `lobechat/${key}`) ?? "";
  return { name: of("release"), version: of("version"), digest: of("digest") };
}

/** `sha256:…`, or undefined where an image is given by a tag alone. */
export function digestOf(image: string): string | undefined {
  return /@(sha256:[0-9a-f]{64})$/.exec(image)?.[1];
}
