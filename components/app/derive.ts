import type { Output } from "@pulumi/pulumi";

/**
 * What follows from what a resource answers. An update that `--target` narrows leaves out what was never made, and
 * then Pulumi has `undefined` where the type promises a value: a rollback in a hurry must not fail on the part of
 * the stack that only the next whole update brings. Nothing follows from nothing then, and nobody is there to ask.
 *
 * @param output one answer, or several by `pulumi.all`: all of them have to be there
 */
export function derive<T, U>(output: Output<T>, from: (value: T) => U): Output<U> {
  return output.apply((value) => (isThere(value) ? from(value) : (undefined as U)));
}

function isThere(value: unknown): boolean {
  return Array.isArray(value) ? !value.includes(undefined) : value !== undefined;
}
