import { stackRule } from "../rule";
import { lookAtBuckets } from "./bucketCompanions";

export const bucketIsPrivate = stackRule({
  name: "bucket-is-private",
  description: "Every bucket has a public access block.",
  severity: "critical",
  mend: "make the bucket by components/aws/privateBucket.ts.",
  check: (stack, look) => {
    const types = ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"];
    lookAtBuckets(stack, look, types, (block) =>
      block === undefined ? "has no public access block" : undefined,
    );
  },
});
