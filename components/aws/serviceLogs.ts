import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** As long as questions about what happened come. */
const DAYS_KEPT = 90;

/**
 * A log group that AWS would make itself at the first line, and then keep for ever: so it has to be there before
 * its writer, and goes after it.
 *
 * @param path The name that the writer expects.
 * @param protect Whether the logs survive the stack.
 */
export function serviceLogs(
  name: string,
  path: string,
  protect: boolean,
  opts: pulumi.CustomResourceOptions,
): aws.cloudwatch.LogGroup {
  return new aws.cloudwatch.LogGroup(
    name,
    { name: path, retentionInDays: DAYS_KEPT, tags: { Name: name } },
    { ...opts, protect, retainOnDelete: protect },
  );
}
