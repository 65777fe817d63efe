import type { AwsAccess } from "./awsAccess";
import { BRIEFLY } from "./briefly";
import { withClient } from "./withClient";

export interface AlarmState {
  state: "OK" | "ALARM" | "INSUFFICIENT_DATA";
  reason: string;
  since: Date;
}

/**
 * @param names of metric and composite alarms, at most 100
 * @returns by name; one that is not there is left out
 * @throws Error of the SDK when the API cannot be asked
 */
export async function alarmStates(
  access: AwsAccess,
  names: readonly string[],
): Promise<Record<string, AlarmState>> {
  const { CloudWatchClient, DescribeAlarmsCommand } = await import("@aws-sdk/client-cloudwatch");
  return withClient(new CloudWatchClient({ ...access, ...BRIEFLY }), async (client) => {
    const { MetricAlarms = [], CompositeAlarms = [] } = await client.send(
      new DescribeAlarmsCommand({
        AlarmNames: [...names],
        AlarmTypes: ["MetricAlarm", "CompositeAlarm"],
        MaxRecords: 100,
      }),
    );
    const found = [...MetricAlarms, ...CompositeAlarms].flatMap((alarm) =>
      alarm.AlarmName === undefined ? [] : [[alarm.AlarmName, stateOf(alarm)] as const],
    );
    return Object.fromEntries(found);
  });
}

interface Described {
  StateValue?: AlarmState["state"] | undefined;
  StateReason?: string | undefined;
  StateUpdatedTimestamp?: Date | undefined;
}

function stateOf({ StateValue, StateReason, StateUpdatedTimestamp }: Described): AlarmState {
  return {
    state: StateValue ?? "INSUFFICIENT_DATA",
    reason: StateReason ?? "",
    since: StateUpdatedTimestamp ?? new Date(0),
  };
}
