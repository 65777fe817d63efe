import { resourceRule } from "../rule";
import type { Seen } from "../seen";
import { programTags } from "./programTags";
import { TAGGED } from "./tagged";

export const tagsAreNotOverridden = resourceRule({
  name: "tags-are-not-overridden",
  description: "No resource says of itself that it is of another project or stack.",
  severity: "medium",
  mend: "leave the tags project and stack to the provider's defaultTags: a resource's own tag wins over them.",
  types: TAGGED,
  checks: [overridden],
});

function overridden(resource: Seen): string | undefined {
  const other = Object.entries(programTags(resource)).flatMap(([name, value]) => {
    const own = resource.text("tags", name) ?? value;
    return own === value ? [] : [`${name}=${own}`];
  });
  return other.length === 0 ? undefined : `is tagged ${other.join(" and ")}`;
}
