import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AwsAccess } from "../../components/guard/awsAccess";
import { withClient } from "../../components/guard/withClient";
import type { Operations } from "../operations";
import { Refusal } from "../refusal";
import type { Tools } from "../tools";
import { writeBundle, type StackOfBundle, type WrittenBundle } from "./bundle";
import { thisMachine } from "./bundleSource";

/** What the CodeBuild project reads. */
const BUNDLE_KEY = "bundle.zip";

export interface BundledStack {
  stack: StackOfBundle;
  operations: Pick<Operations, "bundleBucket" | "region">;
}

export interface PublishedBundle {
  location: string;
  bytes: number;
}

/**
 * Makes the bundle that an automatic rollback runs from, and puts it where CodeBuild finds it: after each flip, so
 * that a night runs what the last flip ran.
 *
 * @throws Refusal when the stack has no place for one, or a part of it is missing; Error of the SDK when S3 does not
 *   take it: the last bundle is then still there
 */
export async function publishBundle(
  tools: Pick<Tools, "awsAccess">,
  { stack, operations }: BundledStack,
  source = thisMachine(),
): Promise<PublishedBundle> {
  const { bundleBucket, region } = operations;
  if (bundleBucket === null)
    throw new Refusal(
      `Stack ${stack.name} has no place for a bundle: automatic rollback (lobechat:autoRollback) is not configured.`,
    );
  const folder = await mkdtemp(join(tmpdir(), "lobechat-bundle-"));
  try {
    const bundle = await writeBundle(join(folder, BUNDLE_KEY), stack, source);
    await upload(tools.awsAccess(region), bundleBucket, bundle);
    return { location: `s3://${bundleBucket}/${BUNDLE_KEY}`, bytes: bundle.bytes };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function upload(
  access: AwsAccess,
  Bucket: string,
  { file, bytes, sha256 }: WrittenBundle,
): Promise<void> {
  const { PutObjectCommand, S3Client } = await import("@aws-sdk/client-s3");
  const client = new S3Client({
    ...access,
    // A stream is read once.
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 5000, requestTimeout: 900_000 },
    // The checksum is given: one that is counted along the way would cut the body into chunks.
    requestChecksumCalculation: "WHEN_REQUIRED",
  });
  await withClient(client, () =>
    client.send(
      new PutObjectCommand({
        ...{ Bucket, Key: BUNDLE_KEY, ContentType: "application/zip" },
        ...{ Body: createReadStream(file), ContentLength: bytes, ChecksumSHA256: sha256 },
      }),
    ),
  );
}
