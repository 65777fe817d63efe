import type { Output } from "@pulumi/pulumi";

/**
 * What a hook waits for: the value of an output, or undefined where it has none, as in a preview of a resource that
 * is not there yet, or in an update that `--target` narrows to others.
 */
export async function known<T>(output: Output<T>): Promise<T | undefined> {
  if (!(await isKnown(output))) return undefined;
  return new Promise((resolve) => {
    output.apply(resolve);
  });
}

/** Every output has it; the SDK leaves it out of its types. An `apply` on what is unknown is never called. */
function isKnown(output: object): Promise<boolean> {
  return "isKnown" in output && output.isKnown instanceof Promise
    ? (output.isKnown as Promise<boolean>)
    : Promise.resolve(true);
}
