import { LISTENER_RULES } from "../balancerTypes";
import type { Seen } from "../seen";
import type { Stack } from "../stack";
import { expressionOf, isOfKind, KINDS, type Kind } from "./alarms";
import { alarmsOf } from "./colorAlarms";

/** In what an alarm of green differs from blue's: the laxer of the two may be the one that a flip goes by. */
export function otherMeasure(green: Seen, stack: Stack): string | undefined {
  const kind = KINDS.find((each) => isOfKind(each, green));
  if (kind === undefined) return undefined;
  const measured = measuresOf(kind, green);
  const other = alarmsOf("blue", kind, stack).flatMap((blue) =>
    Object.entries(measuresOf(kind, blue)).filter(([name, value]) => measured[name] !== value),
  );
  return other.length === 0
    ? undefined
    : `has another ${other.map(([name]) => name).join(" and ")} than blue's`;
}

function measuresOf(kind: Kind, alarm: Seen): Record<string, string | number | undefined> {
  return {
    // Hosts are counted against a colour's own capacity.
    ...(kind === "hosts" ? {} : { threshold: alarm.number("threshold") }),
    comparisonOperator: alarm.text("comparisonOperator"),
    evaluationPeriods: alarm.number("evaluationPeriods"),
    datapointsToAlarm: alarm.number("datapointsToAlarm"),
    expression: expressionOf(alarm),
  };
}

/** An alarm that waits for the traffic rule has to do with the colour that serves. */
export function afterTraffic(alarm: Seen): string | undefined {
  const types: readonly string[] = LISTENER_RULES;
  const rule = alarm.dependencies.find(
    (each) => types.includes(each.type) && each.has("tags", "active"),
  );
  return rule && `waits for the traffic rule ${rule.name}`;
}
