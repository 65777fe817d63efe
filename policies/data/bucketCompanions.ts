import type { Look } from "../rule";
import type { Seen } from "../seen";
import type { Stack } from "../stack";

/** Pulumi has a bucket, and some of what goes with it, under two names. */
export const BUCKETS = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"];

/**
 * Looks at each bucket with the one resource of these types that was declared for it. It is found by what it depends on:
 * in the preview that makes both, a bucket's name is not known.
 */
export function lookAtBuckets(
  stack: Stack,
  look: Look,
  types: readonly string[],
  see: (companion: Seen | undefined, bucket: Seen) => string | undefined,
): void {
  const companions = stack.of(...types);
  for (const bucket of stack.of(...BUCKETS)) {
    const companion = companions.find((each) => dependsOn(each, bucket));
    look(bucket, () => see(companion, bucket));
  }
}

export function dependsOn(resource: Seen, other: Seen): boolean {
  return resource.dependencies.some(({ urn }) => urn === other.urn);
}
