import { z } from "zod";
import { dumpName } from "./restore";
import { about, flag } from "./text";

/** What of the past is to be there again, on a Docker engine. */
export const dockerRestoreSchema = {
  restore: z
    .strictObject({
      snapshot: dumpName,
      serving: flag().default(false),
      serves: dumpName.optional(),
    })
    .refine(({ snapshot, serves }) => serves !== snapshot, {
      error: "another dump than restore.snapshot, or nothing",
      path: ["serves"],
    })
    .optional()
    .meta(
      about(
        "A dump of the volume `snapshots` to restore beside the live database; whether users are served from it; the dump that they are served from until then: docs/docker.md.",
        {
          snapshot: `backups/hourly/20260301T120700Z-1048576-${"0".repeat(64)}.dump`,
          serving: false,
        },
      ),
    ),
} as const;
