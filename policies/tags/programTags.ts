import type { Seen } from "../seen";
import { stackName } from "../stackName";

/** What the program's provider writes on everything: whose it is, by the resource's URN. */
export function programTags({ urn }: Seen): Record<string, string> {
  return { ...stackName(urn) };
}
