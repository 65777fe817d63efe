import type { Draft } from "../support/draft";
import type { Row } from "../support/rows";

const BLOCK = ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "files"] as const;
const VERSIONING = ["aws:s3/bucketVersioning:BucketVersioning", "files"] as const;
const ENCRYPTION = [
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "files",
] as const;
const POLICY = ["aws:s3/bucketPolicy:BucketPolicy", "files"] as const;

const LIFECYCLE = [
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "snapshots",
] as const;

const SWITCHES = [
  "blockPublicAcls",
  "blockPublicPolicy",
  "ignorePublicAcls",
  "restrictPublicBuckets",
];

/** What the program protects because data is in it, or cannot be read without it. */
const PROTECTED: readonly (readonly [type: string, name: string])[] = [
  ["aws:rds/instance:Instance", "database"],
  ["aws:elasticache/replicationGroup:ReplicationGroup", "sessions"],
  ["aws:s3/bucket:Bucket", "files"],
  ["aws:s3/bucket:Bucket", "access-logs"],
  ["aws:secretsmanager/secret:Secret", "secrets"],
  ["aws:secretsmanager/secretVersion:SecretVersion", "secrets"],
  ["aws:kms/key:Key", "cluster"],
  ["aws:ecr/repository:Repository", "registry"],
  ["random:index/randomPassword:RandomPassword", "database"],
  ["random:index/randomBytes:RandomBytes", "secrets-key-vaults"],
  ["tls:index/privateKey:PrivateKey", "secrets-jwks-key"],
];

/** The rows of buckets, and of what is protected. */
export const STORED_DATA: readonly Row[] = [
  ...SWITCHES.map((key) => ({
    policy: "public-access-is-blocked",
    change: `the bucket for files leaves ${key} off`,
    apply: (draft: Draft) => {
      draft.set(...BLOCK, [key], false);
    },
  })),
  {
    policy: "bucket-is-private",
    change: "the bucket for files has no public access block",
    apply: (draft) => {
      draft.remove(...BLOCK);
    },
  },
  {
    policy: "bucket-is-versioned",
    change: "the bucket for files has no versions",
    apply: (draft) => {
      draft.remove(...VERSIONING);
    },
  },
  {
    policy: "bucket-is-versioned",
    change: "the bucket for files makes no more versions",
    apply: (draft) => {
      draft.set(...VERSIONING, ["versioningConfiguration", "status"], "Suspended");
    },
  },
  {
    policy: "bucket-is-encrypted",
    change: "the bucket for files says nothing of encryption",
    apply: (draft) => {
      draft.remove(...ENCRYPTION);
    },
  },
  {
    policy: "bucket-policy-is-closed",
    change: "everybody reads the bucket for files",
    apply: (draft) => {
      draft.set(...POLICY, ["policy"], policyOf({ ...STATEMENT, Principal: "*" }, TLS_ALONE));
    },
  },
  {
    policy: "bucket-policy-is-closed",
    change: "every account reads the bucket for files",
    apply: (draft) => {
      const everyone = { ...STATEMENT, Principal: { AWS: ["*"] } };
      draft.set(...POLICY, ["policy"], policyOf(everyone, TLS_ALONE));
    },
  },
  {
    policy: "bucket-policy-is-closed",
    change: "the bucket for files answers plain HTTP",
    apply: (draft) => {
      draft.set(...POLICY, ["policy"], policyOf());
    },
  },
  {
    policy: "backups-last",
    change: "daily dumps go after a day",
    apply: (draft) => {
      draft.set(...LIFECYCLE, ["rules", 4, "expiration", "days"], 1);
    },
  },
  {
    policy: "backups-last",
    change: "everything in the bucket goes after two weeks",
    apply: (draft) => {
      draft.set(...LIFECYCLE, ["rules", 1, "expiration", "days"], 14);
    },
  },
  ...PROTECTED.map(([type, name]) => ({
    policy: "data-is-protected",
    change: `${type.split(":")[2] ?? type} ${name} is not protected`,
    apply: (draft: Draft) => {
      draft.protect(type, name, false);
    },
  })),
];

const STATEMENT = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::files/*" };

const TLS_ALONE = {
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: ["arn:aws:s3:::files", "arn:aws:s3:::files/*"],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};

function policyOf(...statements: object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
