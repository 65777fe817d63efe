import type { Part } from "../seen";

export const WEB_ACLS = ["aws:wafv2/webAcl:WebAcl"] as const;

/** The rules of a web ACL that are for one of AWS' managed rule groups. */
export function managedIn(acl: Part): { rule: Part; group: Part; name: string | undefined }[] {
  return acl
    .parts("rules")
    .filter((rule) => rule.has("statement", "managedRuleGroupStatement"))
    .map((rule) => {
      const group = rule.part("statement", "managedRuleGroupStatement");
      return { rule, group, name: group.text("name") };
    });
}
