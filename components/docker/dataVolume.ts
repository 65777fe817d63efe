import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { stackLabels } from "./labels";

/** What a volume is called: the same whenever the stack is made, so that what was kept is found again. */
export function volumeName(part: string): string {
  return `${pulumi.getProject()}-${pulumi.getStack()}-${part}`;
}

/**
 * A volume that holds what users made. Kept when the stack is destroyed, unless the stack is one to throw away, and
 * never replaced: its labels say who made it, and another label would make another, empty one.
 */
export function dataVolume(
  part: string,
  { protect, labels }: { protect: boolean; labels?: Readonly<Record<string, string>> },
  opts: pulumi.CustomResourceOptions,
): docker.Volume {
  return new docker.Volume(
    part,
    { name: volumeName(part), labels: stackLabels(part, labels) },
    { ...opts, protect, retainOnDelete: protect, ignoreChanges: ["labels"] },
  );
}
