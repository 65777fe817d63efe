import { resourceRule } from "../rule";
import type { Seen } from "../seen";
import { COMPOSITE_ALARM, isOfKind, METRIC_ALARM } from "./alarms";

export const alarmsAreHeard = resourceRule({
  name: "alarms-are-heard",
  description: "Somebody hears of every alarm, by itself or by the one of its colour.",
  severity: "high",
  mend: "give the alarm the topic of the alarms in notify, as components/aws/alarms.ts does; who is told is lobechat:alarms.emails.",
  types: [METRIC_ALARM, COMPOSITE_ALARM],
  checks: [unheard],
});

function unheard(alarm: Seen): string | undefined {
  if (alarm.flag("actionsEnabled") === false) return "has its actions switched off";
  // Their ARNs may not be known yet; that there are some is.
  const actions = alarm.keys("alarmActions").length;
  return actions > 0 || isJoined(alarm) ? undefined : "has no action: it rings for nobody";
}

/** A colour's alarm speaks for the two that it joins. */
function isJoined(alarm: Seen): boolean {
  return isOfKind("errors", alarm) || isOfKind("hosts", alarm);
}
