import { resourceRule } from "../rule";

export const sessionStoreAsksForToken = resourceRule({
  name: "session-store-asks-for-a-token",
  description: "The session store asks everyone for a token, whatever its security group lets in.",
  severity: "high",
  mend: "keep the authToken that components/aws/sessionStore.ts makes, or name userGroupIds.",
  types: ["aws:elasticache/replicationGroup:ReplicationGroup"],
  // By name: on the first day the token's value is not known before the update.
  checks: [
    (store) =>
      store.keys().includes("authToken") || store.keys("userGroupIds").length > 0
        ? undefined
        : "asks nobody for a token",
  ],
});
