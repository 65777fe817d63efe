import { resourceRule } from "../rule";

/** As long as RDS keeps them, and as the README promises. */
const DAYS = 35;

export const databaseGoesBack = resourceRule({
  name: "database-goes-back-35-days",
  description: "The database can be brought back to any second of the last 35 days.",
  severity: "high",
  mend: `keep backupRetentionPeriod at ${DAYS.toString()} in components/aws/database.ts.`,
  types: ["aws:rds/instance:Instance"],
  checks: [
    (database) => {
      const days = database.number("backupRetentionPeriod") ?? 0;
      return days >= DAYS ? undefined : `keeps its backups for ${days.toString()} days`;
    },
  ],
});
