import { resourceRule } from "../rule";
import type { Part, Seen } from "../seen";
import { managedIn, WEB_ACLS } from "./webAcls";

const WANTED = [
  "AWSManagedRulesAmazonIpReputationList",
  "AWSManagedRulesKnownBadInputsRuleSet",
  "AWSManagedRulesCommonRuleSet",
  "AWSManagedRulesSQLiRuleSet",
];

export const firewallKeepsManagedRules = resourceRule({
  name: "the-firewall-keeps-the-managed-rules",
  description: "The firewall has AWS' own rule sets, and they refuse what they find.",
  severity: "high",
  mend: "keep all of MANAGED_GROUPS in components/aws/writtenContent.ts, each with overrideAction none.",
  types: WEB_ACLS,
  checks: WANTED.map((name) => (acl: Seen) => {
    const found = managedIn(acl).find((each) => each.name === name);
    if (found === undefined) return `lacks ${name}`;
    return refuses(found.rule) ? undefined : `only counts what ${name} finds`;
  }),
});

function refuses(rule: Part): boolean {
  return rule.has("overrideAction", "none") && !rule.has("overrideAction", "count");
}
