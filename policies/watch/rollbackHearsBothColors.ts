import { resourceRule } from "../rule";
import type { Part, Seen } from "../seen";

/** Known by what it listens to: the state of alarms. */
export const rollbackHearsBothColors = resourceRule({
  name: "rollback-hears-both-colors",
  description: "What rolls back by itself hears of either colour's alarm, whoever serves.",
  severity: "high",
  mend: "keep alarmPattern(perColor(alarmName)) as the event pattern of components/aws/autoRollback.ts, and the rule enabled; without lobechat:autoRollback there is none.",
  types: ["aws:cloudwatch/eventRule:EventRule"],
  checks: [hearsOne, hearsTooLate, switchedOff],
});

function hearsOne(rule: Seen): string | undefined {
  const pattern = alarmPattern(rule);
  if (pattern === undefined) return undefined;
  const names = pattern.texts("detail", "alarmName");
  const unheard = ["blue", "green"].filter(
    (color) => !names.some((each) => each.endsWith(`-${color}`)),
  );
  return unheard.length === 0 ? undefined : `does not hear of ${unheard.join(" and ")}'s alarm`;
}

function hearsTooLate(rule: Seen): string | undefined {
  const pattern = alarmPattern(rule);
  if (pattern === undefined) return undefined;
  const states = pattern.texts("detail", "state", "value");
  return states.includes("ALARM") ? undefined : "does not hear when an alarm begins to ring";
}

function switchedOff(rule: Seen): string | undefined {
  if (alarmPattern(rule) === undefined) return undefined;
  return rule.text("state") === "DISABLED" ? "is switched off" : undefined;
}

function alarmPattern(rule: Seen): Part | undefined {
  const pattern = rule.json("eventPattern");
  return pattern.texts("detail-type").includes("CloudWatch Alarm State Change")
    ? pattern
    : undefined;
}
