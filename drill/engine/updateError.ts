import { CommandError } from "@pulumi/pulumi/automation/errors";

/** What a failed update or destroy ends with: every error, under the resource that it is about. */
export function updateError(
  errors: { urn: string; message: string }[],
  kind: "update" | "destroy" = "update",
): CommandError {
  const shown = errors.map(({ urn, message }) => (urn === "" ? message : `${urn}:\n${message}`));
  return new CommandError(`error: ${kind} failed\n${shown.join("\n")}`);
}
