import type * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { LABEL } from "./labels";
import { oneShotOutcome } from "./oneShotOutcome";
import { partContainer, type PartContainerArgs } from "./partContainer";

/** How long a container may take to be made and to be gone, beside what it does. */
const MARGIN_SECONDS = 60;

export interface OneShotArgs extends Omit<PartContainerArgs, "restart"> {
  /** After so long the await of it ends. */
  deadlineSeconds: number;
  /** What must not stand in a message, whatever the container prints. */
  secrets: readonly pulumi.Input<string>[];
}

/**
 * A container that runs once, is waited for, and stays for its logs. Where it does not exit with 0 the update fails
 * with its last lines, and the next one runs it again.
 */
export function oneShot(
  name: string,
  { deadlineSeconds, secrets, labels, ...args }: OneShotArgs,
  opts: pulumi.CustomResourceOptions,
): docker.Container {
  const outcome = oneShotOutcome(`${name}-outcome`, secrets);
  return partContainer(
    name,
    {
      ...args,
      labels: { ...labels, [LABEL.job]: name, [LABEL.attempt]: args.place.attemptOf(name) },
      restart: "no",
      mustRun: false,
      attach: true,
      logs: true,
      rm: false,
    },
    {
      ...opts,
      customTimeouts: { create: `${deadlineSeconds + MARGIN_SECONDS}s` },
      hooks: { ...opts.hooks, afterCreate: [outcome, ...(opts.hooks?.afterCreate ?? [])] },
    },
  );
}
