import { LOAD_BALANCERS } from "../balancerTypes";
import { stackRule } from "../rule";
import { dependsOn, lookAtBuckets } from "./bucketCompanions";

export const bucketIsVersioned = stackRule({
  name: "bucket-is-versioned",
  description:
    "What is overwritten or deleted in a bucket can be had back; logs alone need no versions.",
  severity: "high",
  mend: "give versioned: true to privateBucket where the bucket is made.",
  check: (stack, look) => {
    const balancers = stack.of(...LOAD_BALANCERS);
    const types = [
      "aws:s3/bucketVersioning:BucketVersioning",
      "aws:s3/bucketVersioningV2:BucketVersioningV2",
    ];
    lookAtBuckets(stack, look, types, (versioning, bucket) => {
      // A balancer waits for no other bucket than its logs'.
      if (balancers.some((balancer) => dependsOn(balancer, bucket))) return undefined;
      const status = versioning?.text("versioningConfiguration", "status");
      if (status === "Enabled") return undefined;
      return status === undefined ? "has no versions" : `has its versions ${status.toLowerCase()}`;
    });
  },
});
