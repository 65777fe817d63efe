import assert from "node:assert/strict";
import { deliveryStatement } from "../../../components/aws/accessLogs";
import { corsRule, mayUseFiles } from "../../../components/aws/fileStore";
import { bucketPolicy } from "../../../components/aws/privateBucket";
import { maySnapshot, mayWriteDumps } from "../../../components/aws/snapshotIdentity";

const BUCKET = "arn:aws:s3:::chat-files";

function policy(...statements: object[]): object {
  return { Version: "2012-10-17", Statement: statements };
}

describe("access to what holds data", () => {
  it("of a private bucket is over TLS alone, whoever asks", () => {
    assert.deepEqual(
      JSON.parse(bucketPolicy(BUCKET, [])),
      policy({
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [BUCKET, `${BUCKET}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      }),
    );
  });

  it("of the bucket for access logs is the load balancer's too, to write below its own prefix", () => {
    const parsed: unknown = JSON.parse(bucketPolicy(BUCKET, [deliveryStatement(BUCKET)]));
    assert.deepEqual(parsed, {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
          Action: "s3:PutObject",
          Resource: `${BUCKET}/AWSLogs/*`,
        },
        ...(JSON.parse(bucketPolicy(BUCKET, [])) as { Statement: object[] }).Statement,
      ],
    });
  });

  it("of the file store's user is to this bucket alone", () => {
    assert.deepEqual(
      JSON.parse(mayUseFiles(BUCKET)),
      policy(
        {
          Effect: "Allow",
          Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
          Resource: `${BUCKET}/*`,
        },
        { Effect: "Allow", Action: "s3:ListBucket", Resource: BUCKET },
      ),
    );
  });

  it("of a browser to files is from pages of the public name alone", () => {
    const { allowedOrigins, allowedMethods, exposeHeaders } = corsRule("chat.example.com");
    assert.deepEqual(allowedOrigins, ["https://chat.example.com"]);
    assert.deepEqual(allowedMethods, ["GET", "HEAD", "PUT", "POST"]);
    assert.deepEqual(exposeHeaders, ["ETag"]);
  });

  it("of a dump is to write to its bucket, and neither to read nor to delete there", () => {
    assert.deepEqual(
      JSON.parse(mayWriteDumps("chat-snapshots")),
      policy({
        Effect: "Allow",
        Action: ["s3:PutObject", "s3:AbortMultipartUpload"],
        Resource: "arn:aws:s3:::chat-snapshots/*",
      }),
    );
  });

  it("of a snapshot is to its instance, and to snapshots by releases' names in the same account and region", () => {
    const instance = "arn:aws:rds:eu-central-1:123456789012:db:lobechat-prod";
    const snapshots = "arn:aws:rds:eu-central-1:123456789012:snapshot:lobechat-*";
    assert.deepEqual(
      JSON.parse(maySnapshot(instance)),
      policy(
        { Effect: "Allow", Action: "rds:DescribeDBInstances", Resource: instance },
        {
          Effect: "Allow",
          Action: ["rds:CreateDBSnapshot", "rds:AddTagsToResource", "rds:DescribeDBSnapshots"],
          Resource: [instance, snapshots],
        },
      ),
    );
  });
});
