import { GROUPS } from "../policies/rules";
import type { Rule } from "../policies/rule";

const TITLES: Record<keyof typeof GROUPS, string> = {
  traffic: "Traffic",
  releases: "Releases",
  registry: "The registry",
  data: "Data",
  edge: "The edge",
  pods: "Pods",
  watch: "Alarms",
  state: "State and secrets",
  tags: "Tags",
};

const HEAD = `# Policies

\`policies/\` is a CrossGuard policy pack: what has to hold of every stack of this program, whoever changes it and
however. It shares no code with the program, and so none of its mistakes. Where the configuration refuses a mistake
first, the pack is the second look: at another program's resources, at a component somebody rewrote, at a state.

    pulumi preview --policy-pack policies --policy-pack-config policies/prod.json
    pulumi up      --policy-pack policies --policy-pack-config policies/prod.json
    pulumi stack export --file state.json
    pulumi policy analyze --policy-pack policies --policy-pack-config policies/prod.json --file state.json

A violation says what was seen and how to mend it. In a preview some values are not known yet: ids, ARNs, addresses.
The policies read what the program itself says, such as weights, flags and names; one that comes to a value which is
not known says so as a notice, and finds what it can find without it.

## Levels

| file                 | what it is for                                                                               |
| -------------------- | -------------------------------------------------------------------------------------------- |
| \`policies/prod.json\` | a violation stops the update; three switches that are safe to turn on are mended (remediate) |
| \`policies/dev.json\`  | a violation is told and stops nothing                                                        |

A level can be set for one policy: \`"bucket-is-versioned": "advisory"\`. A policy whose level is \`remediate\` changes
the resource before its provider sees it, and the preview says so.

## Exceptions

A resource is excepted from a policy by its name, with a reason of ten characters or more, in the levels' file:

    "session-store-outlives-a-zone": {
      "enforcementLevel": "mandatory",
      "exceptions": [{ "resource": "sessions", "reason": "one node until the budget of May: OPS-1234" }]
    }

The exception stays in sight: every preview, every update and every pull request's comment shows it with its reason
(\`exceptions-are-in-sight\`). One that nothing comes to any more is not shown; take it out.

## A new policy

One file in \`policies/<group>/\`, its name in \`policies/rules.ts\`, and a row in \`test/policies/table/\`: a change to the
program's own resources that it has to catch, and that no other policy takes for its own. \`npm run docs\` writes this
page.
`;

/** docs/policies.md, from the rules themselves. */
export function policyPage(): string {
  const groups = Object.entries(TITLES).map(([group, title]) =>
    section(title, GROUPS[group as keyof typeof GROUPS]),
  );
  return [HEAD, ...groups].join("\n");
}

function section(title: string, rules: readonly Rule[]): string {
  return `## ${title}\n\n${rules.map(entry).join("\n")}`;
}

function entry({ name, description, severity, remediationSteps }: Rule): string {
  return `### ${name}\n\n${description} (${severity ?? "medium"})\n\nTo mend it: ${remediationSteps ?? ""}\n`;
}
