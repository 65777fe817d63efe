import { isOn } from "../isOn";
import { resourceRule } from "../rule";

export const databaseOutlivesZone = resourceRule({
  name: "database-outlives-a-zone",
  description: "A copy of the database in a second zone takes over when the first one fails.",
  severity: "high",
  mend: "set lobechat:database.multiAz to true.",
  types: ["aws:rds/instance:Instance"],
  checks: [isOn(["multiAz"], "is in one zone alone")],
});
