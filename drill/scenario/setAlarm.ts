import { CloudWatchClient, SetAlarmStateCommand } from "@aws-sdk/client-cloudwatch";
import type { Cloud } from "../cloud/cloud";

/** Sets an alarm by hand, as one tries out what it starts. */
export async function setAlarm(
  { awsEndpoint }: Cloud,
  AlarmName: string,
  StateValue: "OK" | "ALARM",
): Promise<void> {
  const client = new CloudWatchClient({
    region: "eu-central-1",
    endpoint: awsEndpoint,
    credentials: { accessKeyId: "drill", secretAccessKey: "drill" },
  });
  try {
    const StateReason = "set by hand";
    await client.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason }));
  } finally {
    client.destroy();
  }
}
