import { isOn } from "../isOn";
import { resourceRule } from "../rule";

export const sessionStoreIsEncrypted = resourceRule({
  name: "session-store-is-encrypted",
  description: "What the session store writes to disk, its backups too, is encrypted.",
  severity: "high",
  mend: "keep atRestEncryptionEnabled on in components/aws/sessionStore.ts; a store that is there is replaced by that.",
  types: ["aws:elasticache/replicationGroup:ReplicationGroup"],
  checks: [isOn(["atRestEncryptionEnabled"], "is not encrypted at rest")],
});
