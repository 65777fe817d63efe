import type { Seen } from "../seen";

/** What the program's provider writes on everything: whose it is, by the resource's URN. */
export function programTags({ urn }: Seen): Record<string, string> {
  const [stack = "", project = ""] = urn.replace(/^urn:pulumi:/, "").split("::");
  return { project, stack };
}
