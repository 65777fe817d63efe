import type { Seen } from "../seen";
import type { Stack } from "../stack";
import { isOfKind, METRIC_ALARM, type Kind } from "./alarms";

/** The alarms of a colour, which are named after it, that are of a kind. */
export function alarmsOf(color: string, kind: Kind, stack: Stack): Seen[] {
  return stack
    .of(METRIC_ALARM)
    .filter((alarm) => alarm.name.startsWith(`${color}-`) && isOfKind(kind, alarm));
}
