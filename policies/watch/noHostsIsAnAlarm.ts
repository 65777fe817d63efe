import { resourceRule } from "../rule";
import type { Seen } from "../seen";
import { isOfKind, METRIC_ALARM } from "./alarms";

export const noHostsIsAnAlarm = resourceRule({
  name: "no-hosts-is-an-alarm",
  description:
    "An alarm on too few healthy hosts takes no data for the worst: an empty group reports none.",
  severity: "high",
  mend: 'keep missing: "bad" for the hosts of a colour with lobechat:<color>.capacity.min above 0, so that treatMissingData is breaching.',
  types: [METRIC_ALARM],
  checks: [calmWhenEmpty],
});

/** A cold colour has none and shall have none: its alarm is below 0. */
function calmWhenEmpty(alarm: Seen): string | undefined {
  if (!isOfKind("hosts", alarm) || alarm.number("threshold") === 0) return undefined;
  const missing = alarm.text("treatMissingData") ?? "missing";
  return missing === "breaching"
    ? undefined
    : `takes no data for ${missing} (treatMissingData), and a group without a pod has none`;
}
