import { CloudWatchClient, SetAlarmStateCommand } from "@aws-sdk/client-cloudwatch";
import type { Cloud } from "../cloud/cloud";
import { REGION } from "../cloud/provider/account";
import { awsAccess } from "./access";

/** Sets an alarm by hand, as one tries out what it starts. */
export async function setAlarm(
  cloud: Cloud,
  AlarmName: string,
  StateValue: "OK" | "ALARM",
): Promise<void> {
  const client = new CloudWatchClient(awsAccess(cloud, REGION));
  try {
    const StateReason = "set by hand";
    await client.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason }));
  } finally {
    client.destroy();
  }
}
