import { getStack } from "@pulumi/pulumi";

/** What is written on everything that the engine keeps for a stack. */
export const LABEL = {
  stack: "lobechat.stack",
  /** What of the stack it is: `edge`, `blue`, `snapshot`. */
  part: "lobechat.part",
  /** Which one-shot it is, by its name in the program. */
  job: "lobechat.job",
  /** How many times a one-shot was tried: a failed one gets another number, and so runs again. */
  attempt: "lobechat.attempt",
  /** The major version that wrote a database's volume. */
  postgres: "lobechat.postgres",
} as const;

/** A resource's labels, as @pulumi/docker wants them. */
export function stackLabels(part: string, more: Readonly<Record<string, string>> = {}) {
  const labels = { [LABEL.stack]: getStack(), [LABEL.part]: part, ...more };
  return Object.entries(labels).map(([label, value]) => ({ label, value }));
}
