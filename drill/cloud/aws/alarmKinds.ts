import type { AlarmSettings } from "../monitoring/alarm";
import type { Alarms } from "../monitoring/alarms";
import type { Properties } from "../provider/envelope";
import type { ResourceKind } from "../provider/kind";
import { nameInAws } from "../provider/names";
import { compositeAlarmSettings, metricAlarmSettings } from "./alarmShapes";

/** An alarm's id is its name, by which it is put and so overwritten. */
function alarmKind(
  alarms: Alarms,
  name: string,
  settingsOf: (inputs: Properties) => AlarmSettings,
): ResourceKind {
  return {
    replaceOn: [name],
    check: (given, news, olds) => nameInAws(name, given, news, olds),
    create: ({ inputs }) => {
      const settings = settingsOf(inputs);
      return Promise.resolve({ id: settings.name, computed: { arn: alarms.put(settings) } });
    },
    update: (_id, { inputs }) => Promise.resolve({ arn: alarms.put(settingsOf(inputs)) }),
    delete: (id) => {
      alarms.delete(id);
      return Promise.resolve();
    },
  };
}

export function alarmKinds(alarms: Alarms): [string, ResourceKind][] {
  return [
    ["aws:cloudwatch/metricAlarm:MetricAlarm", alarmKind(alarms, "name", metricAlarmSettings)],
    [
      "aws:cloudwatch/compositeAlarm:CompositeAlarm",
      alarmKind(alarms, "alarmName", compositeAlarmSettings),
    ],
  ];
}
