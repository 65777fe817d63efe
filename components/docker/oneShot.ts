import type * as docker from "@pulumi/docker";
import type * as pulumi from "@pulumi/pulumi";
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
  /** Whether, once it succeeded, nothing but another name makes it run again. */
  isOnce?: boolean;
}

/** Where a container says what it is, but for its labels. */
const DEFINITION = [
  ...["image", "entrypoints", "command", "envs", "uploads", "volumes", "networksAdvanced", "user"],
  ...["memory", "memorySwap", "logDriver", "logOpts", "securityOpts", "capabilities"],
];

/**
 * A container that runs once, is waited for, and stays for its logs. Where it does not exit with 0 the update fails
 * with its last lines, and the next one runs it again.
 */
export function oneShot(
  name: string,
  { deadlineSeconds, secrets, labels, isOnce = false, ...args }: OneShotArgs,
  opts: pulumi.CustomResourceOptions,
): docker.Container {
  const { number, isRetry } = args.place.attemptOf(name);
  const outcome = oneShotOutcome(`${name}-outcome`, secrets);
  return partContainer(
    name,
    {
      ...args,
      labels: { ...labels, [LABEL.job]: name, [LABEL.attempt]: number },
      restart: "no",
      mustRun: false,
      attach: true,
      logs: true,
      rm: false,
    },
    {
      ...opts,
      // What failed runs again as the configuration has it by now.
      ...(isOnce && !isRetry ? { ignoreChanges: DEFINITION } : {}),
      customTimeouts: { create: `${deadlineSeconds + MARGIN_SECONDS}s` },
      hooks: { ...opts.hooks, afterCreate: [outcome, ...(opts.hooks?.afterCreate ?? [])] },
    },
  );
}
