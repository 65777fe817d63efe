import { isOn } from "../isOn";
import { mending } from "../mending";
import { resourceRule } from "../rule";

/** Snapshots outlive the instance, and are billed after it. */
const MENDED = {
  types: ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"],
  switches: ["copyTagsToSnapshot"],
};

export const databaseCopiesAreTagged = mending(
  resourceRule({
    name: "database-copies-are-tagged",
    description: "A database's snapshots carry its tags.",
    severity: "low",
    level: "remediate",
    mend: "set copyTagsToSnapshot to true, as components/aws/database.ts does.",
    types: MENDED.types,
    checks: [isOn(["copyTagsToSnapshot"], "leaves its snapshots without its tags")],
  }),
  MENDED,
);
