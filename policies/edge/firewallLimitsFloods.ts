import { resourceRule } from "../rule";
import type { Part, Seen } from "../seen";
import { WEB_ACLS } from "./webAcls";

export const firewallLimitsFloods = resourceRule({
  name: "the-firewall-limits-floods",
  description:
    "The firewall limits sign-ins and requests by address, and requests by session, and says so with 429.",
  severity: "high",
  mend: "keep the three rules of rateRules() in components/aws/firewallRules.ts; how much is too much is lobechat:firewall.",
  types: WEB_ACLS,
  checks: [
    (acl) =>
      rates(acl).some((rate) => isBy(rate, "IP") && isForSignIns(rate))
        ? undefined
        : "limits no sign-ins of an address",
    (acl) =>
      rates(acl).some((rate) => isBy(rate, "IP") && !isForSignIns(rate))
        ? undefined
        : "limits no requests of an address",
    (acl) =>
      rates(acl).some((rate) => isBy(rate, "CUSTOM_KEYS") && isForSession(rate))
        ? undefined
        : "limits no requests of a session",
  ],
});

/** Those that refuse what is too much, and say that it was too much. */
function rates(acl: Seen): Part[] {
  return acl
    .parts("rules")
    .filter((rule) => rule.number("action", "block", "customResponse", "responseCode") === 429)
    .filter((rule) => rule.has("statement", "rateBasedStatement"))
    .map((rule) => rule.part("statement", "rateBasedStatement"));
}

function isBy(rate: Part, keys: string): boolean {
  return rate.text("aggregateKeyType") === keys;
}

function isForSignIns(rate: Part): boolean {
  return rate
    .parts("scopeDownStatement", "andStatement", "statements")
    .some((each) => each.text("byteMatchStatement", "searchString") === "/api/auth/");
}

function isForSession(rate: Part): boolean {
  return rate
    .parts("customKeys")
    .some((key) => key.text("cookie", "name")?.endsWith("session_token") === true);
}
