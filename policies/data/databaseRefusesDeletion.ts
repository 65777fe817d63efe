import { isOn } from "../isOn";
import { resourceRule } from "../rule";

export const databaseRefusesDeletion = resourceRule({
  name: "database-refuses-deletion",
  description:
    "RDS itself refuses to delete the database, and takes a last snapshot of one that has to go.",
  severity: "critical",
  mend: "set lobechat:protect to true.",
  types: ["aws:rds/instance:Instance"],
  checks: [
    isOn(["deletionProtection"], "can be deleted by anyone who may"),
    (database) =>
      database.flag("skipFinalSnapshot") === true ? "leaves no last snapshot behind" : undefined,
  ],
});
