import { CommandError } from "@pulumi/pulumi/automation/errors";

/** What a failed update ends with: every error, under the resource that it is about. */
export function updateError(errors: { urn: string; message: string }[]): CommandError {
  const shown = errors.map(({ urn, message }) => (urn === "" ? message : `${urn}:\n${message}`));
  return new CommandError(`error: update failed\n${shown.join("\n")}`);
}
