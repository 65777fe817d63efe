import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { known } from "../app/known";

const LAST_LINES = 20;

const OUTPUTS = z.object({
  exitCode: z.number().optional(),
  containerLogs: z.string().nullish(),
});

/**
 * The engine's provider takes any end of a container for a success.
 *
 * @param secrets what is cut out of what the container printed
 * @returns a hook for afterCreate of a one-shot; it throws Error with the last lines where that did not exit with 0
 */
export function oneShotOutcome(
  name: string,
  secrets: readonly pulumi.Input<string>[],
): pulumi.ResourceHook {
  return new pulumi.ResourceHook(name, async ({ name: job, newOutputs }) => {
    const { exitCode, containerLogs } = OUTPUTS.parse(newOutputs ?? {});
    if (exitCode === undefined || exitCode === 0) return;
    const hidden = (await known(pulumi.unsecret(pulumi.output([...secrets])))) ?? [];
    throw new Error(failureText(job, exitCode, containerLogs ?? "", hidden));
  });
}

/** Why a one-shot failed, for a person: its last lines, without what is secret. */
export function failureText(
  job: string,
  exitCode: number,
  logs: string,
  secrets: readonly string[],
): string {
  const shown = secrets
    .filter((secret) => secret !== "")
    .reduce((text, secret) => text.replaceAll(secret, "(secret)"), logs)
    .trimEnd()
    .split("\n")
    .slice(-LAST_LINES)
    .map((line) => `  ${line}`);
  return [`${job} exited with ${exitCode}. The next update runs it again.`, ...shown].join("\n");
}
