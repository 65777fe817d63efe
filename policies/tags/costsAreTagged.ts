import { resourceRule } from "../rule";
import type { Seen } from "../seen";
import { programTags } from "./programTags";

/** A provider's default tags reach whatever it makes, without anybody having to think of them. */
export const costsAreTagged = resourceRule({
  name: "costs-are-tagged",
  description: "What AWS bills says of which project and stack it is.",
  severity: "medium",
  mend: "give every aws.Provider the defaultTags of components/aws/providers.ts, project and stack, and every AWS resource such a provider.",
  types: ["pulumi:providers:aws"],
  checks: [untagged],
});

function untagged(provider: Seen): string | undefined {
  const tags = provider.json("defaultTags").part("tags");
  const missing = Object.entries(programTags(provider))
    .filter(([name, value]) => tags.text(name) !== value)
    .map(([name, value]) => `${name}=${value}`);
  return missing.length === 0
    ? undefined
    : `does not tag what it makes with ${missing.join(" and ")}`;
}
