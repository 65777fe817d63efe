import { stackRule } from "../rule";
import { lookAtBuckets } from "./bucketCompanions";

export const bucketIsEncrypted = stackRule({
  name: "bucket-is-encrypted",
  description: "Every bucket says by what it encrypts.",
  severity: "high",
  mend: "make the bucket by components/aws/privateBucket.ts, which says AES256.",
  check: (stack, look) => {
    const types = [
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
      "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
    ];
    lookAtBuckets(stack, look, types, (encryption) =>
      encryption?.text("rules", 0, "applyServerSideEncryptionByDefault", "sseAlgorithm") ===
      undefined
        ? "does not say by what it encrypts"
        : undefined,
    );
  },
});
