import { stackRule } from "../rule";
import type { Seen } from "../seen";
import { COMPOSITE_ALARM, expressionOf, KINDS, METRIC_ALARM, type Kind } from "./alarms";
import { alarmsOf } from "./colorAlarms";

const TRAFFIC_RULES: readonly string[] = [
  "aws:lb/listenerRule:ListenerRule",
  "aws:alb/listenerRule:ListenerRule",
];

/** An alarm of the idle colour that is laxer would be the one that is asked before the next flip. */
export const alarmsKnowNoActiveColor = stackRule({
  name: "alarms-know-no-active-color",
  description: "Both colours are watched by the same measure, whoever serves.",
  severity: "high",
  mend: "take the alarms' limits from lobechat:alarms for both colours, never from lobechat:activeColor, and let no alarm wait for the traffic rule.",
  check: (stack, look) => {
    for (const kind of KINDS)
      for (const green of alarmsOf("green", kind, stack))
        for (const blue of alarmsOf("blue", kind, stack))
          look(green, () => otherMeasure(kind, blue, green));
    for (const alarm of stack.of(METRIC_ALARM, COMPOSITE_ALARM))
      look(alarm, () => afterTraffic(alarm));
  },
});

function otherMeasure(kind: Kind, blue: Seen, green: Seen): string | undefined {
  const measured = measuresOf(kind, green);
  const other = Object.entries(measuresOf(kind, blue)).filter(
    ([name, value]) => measured[name] !== value,
  );
  return other.length === 0
    ? undefined
    : `has another ${other.map(([name]) => name).join(" and ")} than ${blue.name}`;
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

function afterTraffic(alarm: Seen): string | undefined {
  const rule = alarm.dependencies.find(
    (each) => TRAFFIC_RULES.includes(each.type) && each.has("tags", "active"),
  );
  return rule && `waits for the traffic rule ${rule.name}`;
}
