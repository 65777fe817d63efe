/**
 * An error to throw in an `apply`. The SDK inspects what is thrown there, and Node 20.20 never comes back from the
 * path that source maps give the SDK's own frames (`node_modules/@pulumi/output.ts`, a scope without a package):
 * the program would hang instead of saying what is wrong.
 */
export function withoutStack<E extends Error>(error: E): E {
  error.stack = `${error.name}: ${error.message}`;
  return error;
}
