import { resourceRule } from "../rule";
import type { Part, Seen } from "../seen";

export const bucketPolicyIsClosed = resourceRule({
  name: "bucket-policy-is-closed",
  description: "A bucket's policy lets nobody in who is not named, and nobody without TLS.",
  severity: "critical",
  mend: "take the statement out, and keep the one of bucketPolicy in components/aws/privateBucket.ts that denies plain HTTP.",
  types: ["aws:s3/bucketPolicy:BucketPolicy"],
  checks: [
    (policy) =>
      statements(policy).some((each) => each.text("Effect") === "Allow" && isForAll(each))
        ? "lets everybody in"
        : undefined,
    (policy) => (statements(policy).some(deniesPlainHttp) ? undefined : "lets plain HTTP in"),
  ],
});

const statements = (policy: Seen): Part[] => policy.json("policy").parts("Statement");

/** A principal is a text, or an object that has texts or lists of them. */
function isForAll(statement: Part): boolean {
  const named = statement.part("Principal");
  const principals = named.keys().flatMap((kind) => [named.text(kind), ...named.texts(kind)]);
  return [statement.text("Principal"), ...principals].includes("*");
}

function deniesPlainHttp(statement: Part): boolean {
  return (
    statement.text("Effect") === "Deny" &&
    isForAll(statement) &&
    statement.text("Action") === "s3:*" &&
    statement.flag("Condition", "Bool", "aws:SecureTransport") === false
  );
}
