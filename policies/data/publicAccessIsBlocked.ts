import { isOn } from "../isOn";
import { mending } from "../mending";
import { resourceRule } from "../rule";

const types = ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"];

const switches = [
  "blockPublicAcls",
  "blockPublicPolicy",
  "ignorePublicAcls",
  "restrictPublicBuckets",
];

export const publicAccessIsBlocked = mending(
  resourceRule({
    name: "public-access-is-blocked",
    description:
      "A public access block has all four switches on: neither a list nor a policy opens the bucket.",
    severity: "critical",
    mend: "keep all four switches on in components/aws/privateBucket.ts.",
    level: "remediate",
    types,
    checks: switches.map((key) => isOn([key], `leaves ${key} off`)),
  }),
  { types, switches },
);
