import type { Color } from "../../config/color";
import type { AwsAccess } from "./awsAccess";
import { BRIEFLY } from "./briefly";
import { withClient } from "./withClient";

/** Where the dashboard finds the flips. */
export const FLIPS = { namespace: "LobeChat", metric: "Flips" } as const;

/** Publishes that traffic went to a colour. @throws Error of the SDK when CloudWatch does not take it */
export async function countFlip(access: AwsAccess, stack: string, to: Color): Promise<void> {
  const { CloudWatchClient, PutMetricDataCommand } = await import("@aws-sdk/client-cloudwatch");
  const Dimensions = [
    { Name: "Stack", Value: stack },
    { Name: "Color", Value: to },
  ];
  const command = new PutMetricDataCommand({
    Namespace: FLIPS.namespace,
    MetricData: [{ MetricName: FLIPS.metric, Dimensions, Value: 1, Unit: "Count" }],
  });
  const client = new CloudWatchClient({ ...access, ...BRIEFLY });
  await withClient(client, () => client.send(command));
}
