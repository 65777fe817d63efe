import * as docker from "@pulumi/docker";
import type * as pulumi from "@pulumi/pulumi";
import { stackLabels } from "./labels";
import type { Place } from "./place";

/** What a container says of itself; the rest is the same for all. */
export interface PartContainerArgs extends Omit<
  docker.ContainerArgs,
  "labels" | "memory" | "networksAdvanced" | "capabilities" | "name"
> {
  place: Place;
  /** What of the stack it is. */
  part: string;
  /** Names by which the others find it. */
  aliases?: pulumi.Input<string>[];
  memoryMiB: number;
  labels?: Readonly<Record<string, string>>;
}

/**
 * A container as every one of the stack is: on its network alone, without privileges, with a limit to its memory
 * and its logs, and started again by the engine.
 */
export function partContainer(
  name: string,
  { place, part, aliases = [], memoryMiB, labels, ...args }: PartContainerArgs,
  opts: pulumi.CustomResourceOptions,
): docker.Container {
  return new docker.Container(
    name,
    {
      restart: "unless-stopped",
      ...args,
      labels: stackLabels(part, labels),
      networksAdvanced: [{ name: place.network.networkName, aliases }],
      securityOpts: ["no-new-privileges:true"],
      capabilities: { drops: ["ALL"] },
      memory: memoryMiB,
      memorySwap: memoryMiB,
      logDriver: "json-file",
      logOpts: { "max-size": "10m", "max-file": "3" },
    },
    // The provider would delete first: a release would leave its colour without containers, and a flip that the
    // guard refuses would leave nothing that says who serves.
    { deleteBeforeReplace: false, ...opts },
  );
}
