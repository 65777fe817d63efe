import { isOn } from "../isOn";
import { resourceRule } from "../rule";

export const databaseIsEncrypted = resourceRule({
  name: "database-is-encrypted",
  description: "The database's storage, and with it every snapshot, is encrypted.",
  severity: "critical",
  mend: "keep storageEncrypted on in components/aws/database.ts; an instance that is there takes a restore from an encrypted copy of its snapshot.",
  types: ["aws:rds/instance:Instance"],
  checks: [isOn(["storageEncrypted"], "is not encrypted at rest")],
});
