import { resourceRule } from "../rule";
import type { Part, Seen } from "../seen";
import { managedIn, WEB_ACLS } from "./webAcls";

/** What a rule looks at, at the end of its name: where people's own words can be. */
const WRITTEN = /_(BODY|QUERYARGUMENTS|QUERYSTRING)$/;
/** Where they write. */
const PATHS = "^/(webapi|trpc|api)/";

export const firewallReadsNoChats = resourceRule({
  name: "the-firewall-lets-chats-pass-and-nothing-else",
  description:
    "Rules for bodies and queries only count, because chats contain code, and one rule refuses what they find beside /webapi/, /trpc/ and /api/.",
  severity: "high",
  mend: "keep in `written` of components/aws/writtenContent.ts only rules for bodies and queries, SizeRestrictions_BODY among them, and contentElsewhere() behind the groups.",
  types: WEB_ACLS,
  checks: [
    (acl) => {
      const others = countedIn(acl).filter((name) => !WRITTEN.test(name));
      return others.length === 0
        ? undefined
        : `only counts what ${others.join(", ")} finds, and not in what people write`;
    },
    (acl) =>
      countedIn(acl).includes("SizeRestrictions_BODY")
        ? undefined
        : "refuses chats of more than 8 KB",
    (acl) => {
      const labels = refusedElsewhere(acl).map((label) => label.toLowerCase());
      const free = countedIn(acl).filter(
        (name) => !labels.some((label) => label.endsWith(`:${name.toLowerCase()}`)),
      );
      return free.length === 0 ? undefined : `lets what ${free.join(", ")} finds pass everywhere`;
    },
  ],
});

function countedIn(acl: Seen): string[] {
  return managedIn(acl).flatMap(({ group }) =>
    group
      .parts("ruleActionOverrides")
      .filter((override) => !override.has("actionToUse", "block"))
      .map((override) => override.text("name") ?? "a rule without a name"),
  );
}

/** Labels that are refused everywhere but where people write. */
function refusedElsewhere(acl: Seen): string[] {
  return acl
    .parts("rules")
    .filter((rule) => rule.has("action", "block"))
    .map((rule) => rule.part("statement", "andStatement"))
    .filter((both) => both.parts("statements").some(isElsewhere))
    .flatMap((both) => both.parts("statements"))
    .flatMap((either) => either.parts("orStatement", "statements"))
    .flatMap((label) => label.text("labelMatchStatement", "key") ?? []);
}

function isElsewhere(statement: Part): boolean {
  const path = statement.part("notStatement", "statement", "regexMatchStatement");
  return path.text("regexString") === PATHS && path.has("fieldToMatch", "uriPath");
}
