import { CommandError } from "@pulumi/pulumi/automation/errors";
import type { Events } from "./events";

/**
 * What a failed update or destroy ends with: every error, under the resource that it is about, and what its policy
 * packs had to say.
 */
export function updateError(
  { errors, policies }: Pick<Events, "errors" | "policies">,
  kind: "update" | "destroy" = "update",
): CommandError {
  const shown = errors.map(({ urn, message }) => (urn === "" ? message : `${urn}:\n${message}`));
  return new CommandError([`error: ${kind} failed`, ...shown, ...policies].join("\n"));
}
