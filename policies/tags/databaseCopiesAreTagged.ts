import { resourceRule } from "../rule";
import type { Seen } from "../seen";

/** Snapshots outlive the instance, and are billed after it. */
export const databaseCopiesAreTagged = resourceRule({
  name: "database-copies-are-tagged",
  description: "A database's snapshots carry its tags.",
  severity: "low",
  mend: "set copyTagsToSnapshot to true, as components/aws/database.ts does.",
  types: ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"],
  checks: [untagged],
});

function untagged(database: Seen): string | undefined {
  return database.flag("copyTagsToSnapshot") === true
    ? undefined
    : "leaves its snapshots without its tags";
}
