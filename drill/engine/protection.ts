import type { ResourceState } from "./state";

/** Why a protected resource is not deleted, and what to do about it, in the real engine's words. */
export function protectedMessage({ urn }: Pick<ResourceState, "urn">): string {
  return (
    `resource "${urn}" cannot be deleted\nbecause it is protected. To unprotect the resource, ` +
    "either remove the `protect` flag from the resource in your Pulumi program and run " +
    `\`pulumi up\`, or use the command:\n\`pulumi state unprotect '${urn}'\``
  );
}
