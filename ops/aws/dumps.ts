import { z } from "zod";
import type { AwsAccess } from "../../components/guard/awsAccess";
import { BRIEFLY } from "../../components/guard/briefly";
import { withClient } from "../../components/guard/withClient";

/** A dump of the database, by what its key tells. */
export interface Dump {
  key: string;
  at: Date;
  bytes: number;
}

const NAME = /\/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-(\d+)-[0-9a-f]{64}\.dump$/;

/** @returns undefined for what is no dump, or one that nobody believes */
export function dumpOf(key: string): Dump | undefined {
  const [, year, month, day, hour, minute, second, bytes] = NAME.exec(key) ?? [];
  if (bytes === undefined) return undefined;
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return { key, at, bytes: Number(bytes) };
}

/** @returns the dumps of a bucket, the newest first @throws Error of the SDK when it cannot be listed */
export async function listDumps(access: AwsAccess, bucket: string): Promise<Dump[]> {
  const { paginateListObjectsV2, S3Client } = await import("@aws-sdk/client-s3");
  const client = new S3Client({ ...access, ...BRIEFLY });
  const keys = await withClient(client, async () => {
    const found: string[] = [];
    for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket }))
      for (const { Key } of page.Contents ?? []) if (Key !== undefined) found.push(Key);
    return found;
  });
  return keys
    .flatMap((key) => dumpOf(key) ?? [])
    .sort((one, other) => other.at.getTime() - one.at.getTime());
}

const rows = z.record(z.string(), z.number());

const found = z.object({
  snapshot: z.string(),
  database: z.string(),
  at: z.string(),
  live: rows,
  restored: rows,
  key: z.string(),
});

/** What the Job of a restore has found out. */
export type RestoreFound = z.infer<typeof found>;

/** @throws Error of the SDK when there is nothing of the kind */
export async function restoreFound(
  access: AwsAccess,
  bucket: string,
  database: string,
): Promise<RestoreFound> {
  const { GetObjectCommand, S3Client } = await import("@aws-sdk/client-s3");
  const client = new S3Client({ ...access, ...BRIEFLY });
  const command = new GetObjectCommand({ Bucket: bucket, Key: `restores/${database}.json` });
  return withClient(client, async () => {
    const { Body } = await client.send(command);
    return found.parse(JSON.parse((await Body?.transformToString()) ?? ""));
  });
}
