/** What the last part of an ARN says again in the names of metrics. */
export function suffixOf(arn: string): string {
  return arn.slice(arn.lastIndexOf(":") + 1).replace(/^loadbalancer\//, "");
}
