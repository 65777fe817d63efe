import { ACCOUNT, arnOf, hex, REGION } from "./account";
import type { Properties } from "./envelope";
import type { Created } from "./kind";
import type { Recorded, RecordedTypes } from "./recordedKind";

const BUCKET_COMPANION: Recorded = {
  replaceOn: ["bucket"],
  answer: ({ bucket }) => ({ id: String(bucket), computed: {} }),
};

function bucket({ bucket: name }: Properties): Created {
  const id = String(name);
  return {
    id,
    computed: {
      arn: `arn:aws:s3:::${id}`,
      bucketDomainName: `${id}.s3.amazonaws.com`,
      bucketRegionalDomainName: `${id}.s3.${REGION}.amazonaws.com`,
    },
  };
}

const POSTGRES_PORT = 5432;

function databaseInstance({ identifier, port = POSTGRES_PORT }: Properties): Created {
  const id = `db-${hex(26).toUpperCase()}`;
  const address = `${String(identifier)}.${hex(12)}.${REGION}.rds.amazonaws.com`;
  return {
    id,
    computed: {
      arn: arnOf("rds", `db:${String(identifier)}`),
      resourceId: id,
      address,
      port,
      endpoint: `${address}:${String(port)}`,
      hostedZoneId: "Z1RLNUO7B9Q6NB",
      status: "available",
    },
  };
}

function named(service: string, prefix: string): (inputs: Properties) => Created {
  return ({ name }) => ({
    id: String(name),
    computed: { arn: arnOf(service, `${prefix}${String(name)}`) },
  });
}

/** Where data and images would lie. Nothing is stored. */
export const STORAGE: RecordedTypes = {
  "aws:s3/bucket:Bucket": { name: "bucket", answer: bucket },
  "aws:s3/bucketPolicy:BucketPolicy": BUCKET_COMPANION,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": BUCKET_COMPANION,
  "aws:s3/bucketVersioning:BucketVersioning": BUCKET_COMPANION,
  "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration": BUCKET_COMPANION,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration":
    BUCKET_COMPANION,
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": BUCKET_COMPANION,
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": BUCKET_COMPANION,
  "aws:rds/subnetGroup:SubnetGroup": { name: "name", answer: named("rds", "subgrp:") },
  "aws:rds/parameterGroup:ParameterGroup": {
    name: "name",
    replaceOn: ["family", "description"],
    answer: named("rds", "pg:"),
  },
  "aws:rds/instance:Instance": {
    name: "identifier",
    replaceOn: ["engine", "storageEncrypted", "kmsKeyId", "username", "dbName"],
    answer: databaseInstance,
  },
  "aws:elasticache/subnetGroup:SubnetGroup": {
    name: "name",
    answer: named("elasticache", "subnetgroup:"),
  },
  "aws:elasticache/parameterGroup:ParameterGroup": {
    name: "name",
    replaceOn: ["family"],
    answer: named("elasticache", "parametergroup:"),
  },
  "aws:ecr/repository:Repository": {
    name: "name",
    replaceOn: ["encryptionConfigurations"],
    answer: ({ name }) => ({
      id: String(name),
      computed: {
        arn: arnOf("ecr", `repository/${String(name)}`),
        registryId: ACCOUNT,
        repositoryUrl: `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/${String(name)}`,
      },
    }),
  },
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": {
    replaceOn: ["repository"],
    answer: ({ repository }) => ({
      id: String(repository),
      computed: { registryId: ACCOUNT },
    }),
  },
};
