import type { TrafficMoved } from "../moveTraffic";
import type { RungAlarm } from "./alarmEvent";

/** What whoever is on call reads first. */
export interface Notice {
  subject: string;
  text: string;
}

export function rolledBackNotice(
  alarm: RungAlarm,
  reason: string,
  { stack, from, to, seconds }: TrafficMoved,
  incident: string | null,
): Notice {
  const endsCanary = from.color === to.color;
  const done = endsCanary
    ? `the canary on ${alarm.color} has ended`
    : `rolled back from ${from.color} ${from.release} to ${to.color} ${to.release}`;
  return {
    subject: `LobeChat ${stack}: ${done}`,
    text: [
      `${stack}: ${done}, by itself, in ${Math.max(1, Math.round(seconds))} s.`,
      "",
      `Why:  ${reason}`,
      ...alarmLines(alarm),
      "",
      "How to go on:",
      `  lobechat status --stack ${stack}`,
      `  lobechat incident --stack ${stack}`,
      endsCanary
        ? "No release is refused by it: release what mends it to the color that waits before anybody flips."
        : "What was rolled back is refused from now on: release what mends it to the color that waits, and flip.",
      ...(incident === null ? [] : ["", incident]),
    ].join("\n"),
  };
}

export function notifiedNotice(stack: string, alarm: RungAlarm, reason: string): Notice {
  return {
    subject: `LobeChat ${stack}: ${alarm.color} is sick, and traffic stays where it is`,
    text: [
      `${stack}: the alarm of ${alarm.color} rang, and nothing was rolled back.`,
      "",
      `Why:  ${reason}`,
      ...alarmLines(alarm),
      "",
      "A person decides:",
      `  lobechat status --stack ${stack}`,
      `  lobechat rollback --reason "…" --stack ${stack}`,
      `  lobechat rollback --reason "…" --break-glass --stack ${stack}    where another update holds the lock`,
    ].join("\n"),
  };
}

export function failedNotice(stack: string, said: string): Notice {
  return {
    subject: `LobeChat ${stack}: the automatic rollback does not work`,
    text: [
      `${stack}: what an alarm is to do by itself could not be done.`,
      "",
      said,
      "",
      "By hand:",
      `  lobechat status --stack ${stack}`,
      `  lobechat rollback --reason "…" --stack ${stack}`,
    ].join("\n"),
  };
}

function alarmLines({ name, at, reason }: RungAlarm): string[] {
  return [`Alarm: ${name} at ${at.toISOString()}${reason === "" ? "" : `: ${reason}`}`];
}
