import { isOn } from "../isOn";
import { resourceRule } from "../rule";

export const sessionStoreSpeaksTls = resourceRule({
  name: "session-store-speaks-tls",
  description:
    "The session store speaks TLS and nothing else: whoever reads a session is signed in.",
  severity: "high",
  mend: "keep transitEncryptionEnabled on, and transitEncryptionMode at required, in components/aws/sessionStore.ts.",
  types: ["aws:elasticache/replicationGroup:ReplicationGroup"],
  checks: [
    isOn(["transitEncryptionEnabled"], "speaks without TLS"),
    (store) =>
      store.text("transitEncryptionMode") === "preferred"
        ? "also answers those who come without TLS"
        : undefined,
  ],
});
