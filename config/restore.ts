import { z } from "zod";
import type { RestoreSettings } from "../components/app/restored";
import { setCommand, type Problem } from "./problem";
import type { AwsConfig } from "./schema";
import { about, flag, text } from "./text";

/** Its name ends in its checksum, by which it is known again. */
const dumpKey = text(
  "the key of a dump in the snapshot bucket, as `lobechat restore --list` shows them",
  /^[\w.-]+(\/[\w.-]+)*-[0-9a-f]{64}\.dump$/,
);

/** What of the past is to be there again. */
export const restoreSchema = {
  restore: z
    .strictObject({
      snapshot: dumpKey,
      serving: flag().default(false),
      serves: dumpKey.optional(),
    })
    .optional()
    .meta(
      about(
        "A dump to restore beside the live database; whether users are served from it; the dump that they are served from until then. `lobechat restore` sets it.",
        {
          snapshot: `backups/hourly/20260301T120700Z-1048576-${"0".repeat(64)}.dump`,
          serving: false,
        },
      ),
    ),
} as const;

/** What a restore lacks, or contradicts. */
export function restoreProblems({ restore, snapshots }: Partial<AwsConfig>): Problem[] {
  if (restore === undefined || snapshots === undefined) return [];
  const problems: Problem[] = [];
  if (restore.serves === restore.snapshot)
    problems.push({
      path: ["restore", "serves"],
      found: restore.serves,
      expected: "another dump than restore.snapshot, or nothing: see docs/restore.md",
      fix: setCommand(["restore", "serves"], "<key>"),
    });
  if (snapshots.clientImage === undefined)
    problems.push({
      path: ["snapshots", "clientImage"],
      found: undefined,
      expected: "an image with pg_restore of the server's major version, which a restore runs",
      fix: setCommand(
        ["snapshots", "clientImage"],
        "'docker.io/library/postgres:17-alpine@sha256:…'",
      ),
    });
  return problems;
}

/** @returns undefined where nothing is restored */
export function restoreOf({
  restore,
  snapshots,
}: AwsConfig): (RestoreSettings & { clientImage: string }) | undefined {
  if (restore === undefined) return undefined;
  if (snapshots.clientImage === undefined)
    throw new Error("a restore passed the rules without a clientImage");
  return { ...restore, clientImage: snapshots.clientImage };
}
