import { resourceRule } from "../rule";

export const databaseHasNoPublicAddress = resourceRule({
  name: "database-has-no-public-address",
  description: "The database has no address in the internet, whatever its security group lets in.",
  severity: "critical",
  mend: "keep publiclyAccessible off in components/aws/database.ts.",
  types: ["aws:rds/instance:Instance"],
  checks: [
    (database) =>
      database.flag("publiclyAccessible") === true ? "has an address in the internet" : undefined,
  ],
});
