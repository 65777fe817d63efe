import { z } from "zod";
import { about, flag, text } from "./text";

const DUMP = /[\w.-]+(\/[\w.-]+)*-[0-9a-f]{64}\.dump/;

/** Its name ends in its checksum, by which it is known again. */
export const dumpName = text(
  "the name of a dump, as in backups/hourly/<time>-<bytes>-<sha256>.dump",
  new RegExp(`^${DUMP.source}$`),
);

const WHICH =
  "the key of a dump in the snapshot bucket or the identifier of an RDS snapshot, as `lobechat restore --list` shows them";

/** RDS' own snapshots begin with `rds:`. */
const snapshotName = text(
  WHICH,
  new RegExp(`^(${DUMP.source}|(rds:)?[a-zA-Z][a-zA-Z0-9]*(-[a-zA-Z0-9]+)*)$`),
);

/** What a restore is told on either platform. @param name of what can be restored there */
export const restoreShape = (name: z.ZodString) => ({
  snapshot: name,
  serving: flag().default(false),
  serves: name.optional(),
});

/** A restore that was asked for, and that nobody is served from yet. */
export const RESTORE_EXAMPLE = {
  snapshot: `backups/hourly/20260301T120700Z-1048576-${"0".repeat(64)}.dump`,
  serving: false,
};

/** What of the past is to be there again. */
export const restoreSchema = {
  restore: z
    .strictObject({
      ...restoreShape(snapshotName),
      kept: z.array(snapshotName, { error: "a list of RDS snapshots" }).optional(),
    })
    .optional()
    .meta(
      about(
        "A dump or an RDS snapshot to restore beside the live database; whether users are served from it; the one that they are served from until then; RDS snapshots whose instances stay. `lobechat restore` sets it.",
        RESTORE_EXAMPLE,
      ),
    ),
} as const;
