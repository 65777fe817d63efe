import { z } from "zod";
import { dumpName, RESTORE_EXAMPLE, restoreShape } from "./restore";
import { about } from "./text";

/** What of the past is to be there again, on a Docker engine. */
export const dockerRestoreSchema = {
  restore: z
    .strictObject(restoreShape(dumpName))
    .refine(({ snapshot, serves }) => serves !== snapshot, {
      error: "another dump than restore.snapshot, or nothing",
      path: ["serves"],
    })
    .optional()
    .meta(
      about(
        "A dump of the volume `snapshots` to restore beside the live database; whether users are served from it; the dump that they are served from until then: docs/docker.md.",
        RESTORE_EXAMPLE,
      ),
    ),
} as const;
