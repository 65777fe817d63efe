import { DEADLINES } from "../app/lifecycle";

/** How long Pulumi waits for what has a deadline of Kubernetes' own, as an annotation. @param deadlineSeconds that one */
export function awaitTimeout(deadlineSeconds: number): Record<string, string> {
  return { "pulumi.com/timeoutSeconds": String(deadlineSeconds + DEADLINES.awaitMarginSeconds) };
}
