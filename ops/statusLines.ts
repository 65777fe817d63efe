import pc from "picocolors";
import { COLORS, type Color } from "../config/color";
import { isUnknown, type ColorStatus } from "./colorStatus";
import type { StackStatus, WayBack } from "./stackStatus";
import { table } from "./table";
import { durationText, painted, timeText } from "./words";

/** How a stack is, for people. */
export function statusLines(status: StackStatus): string[] {
  const rows = COLORS.map((color) => rowOf(color, status.colors[color]));
  return [
    headline(status),
    "",
    ...table([["", "release", "users", "pods", "healthy", "alarm", "answers"], ...rows]),
    "",
    ...notes(status),
    ...COLORS.flatMap((color) => unknowns(color, status.colors[color])),
    wayBackText(status.wayBack),
  ];
}

function headline({ stack, url, activeColor, activeSince, at }: StackStatus): string {
  const serves = `${stack}  ${url}  ${painted(activeColor)} is active`;
  if (activeSince === null) return serves;
  const { who, reason, update } = activeSince;
  const age = (Date.parse(at) - Date.parse(activeSince.at)) / 1000;
  const why = reason === null ? "" : `: ${reason}`;
  return `${serves} since ${timeText(activeSince.at)} (${durationText(age)}), by ${who}, update ${update}${why}`;
}

function rowOf(color: Color, status: ColorStatus): string[] {
  const { release, weight, capacity, targets } = status;
  const healthy = isUnknown(targets) ? "unknown" : `${targets.healthy} of ${targets.total}`;
  const pods = capacity.max === 0 ? "cold" : `${capacity.min} to ${capacity.max}`;
  return [
    painted(color),
    ...[release, `${weight} %`, pods, healthy],
    ...[alarmText(status), answersText(status)],
  ];
}

function alarmText({ alarm }: ColorStatus): string {
  if (isUnknown(alarm)) return "unknown";
  if (alarm.state === "ALARM")
    return pc.red(`ALARM${alarm.since === null ? "" : ` since ${timeText(alarm.since)}`}`);
  return { OK: "OK", INSUFFICIENT_DATA: "no data yet", NONE: "none" }[alarm.state];
}

function answersText({ answers, version }: ColorStatus): string {
  if (isUnknown(answers)) return "unknown";
  return answers.kind === "answers" ? version : pc.red(`${answers.check}: ${answers.seen}`);
}

function notes({ canaryPercent, maintenance, refused, colors }: StackStatus): string[] {
  const lines: string[] = [];
  if (maintenance) lines.push("Maintenance is on: everybody gets a 503 page.");
  if (canaryPercent > 0) lines.push(`A canary is on: ${canaryPercent} % of all users.`);
  if (refused !== null)
    lines.push(`A rollback fled from ${refused}: no update goes back to it by mistake.`);
  lines.push(...driftOf(colors));
  for (const color of COLORS) {
    const { alarm } = colors[color];
    if (!isUnknown(alarm) && alarm.state === "ALARM")
      lines.push(`Alarm of ${color}: ${alarm.reason}`);
  }
  return lines;
}

/** Where the load balancer was changed past Pulumi. */
function driftOf(colors: StackStatus["colors"]): string[] {
  const sent = COLORS.map((color) => ({ color, weight: colors[color].balancerWeight }));
  if (sent.every(({ color, weight }) => isUnknown(weight) || weight === colors[color].weight))
    return [];
  const shares = sent.map(({ color, weight }) => `${color} ${isUnknown(weight) ? "?" : weight} %`);
  return [
    pc.red(
      `The load balancer was changed past Pulumi: it sends users to ${shares.join(", ")}. \`pulumi up --refresh\` brings both together.`,
    ),
  ];
}

function unknowns(color: Color, { targets, alarm, answers }: ColorStatus): string[] {
  const asked = { "health of": targets, "alarm of": alarm, "answers of": answers };
  return Object.entries(asked).flatMap(([what, value]) =>
    isUnknown(value) ? [`Unknown, ${what} ${color}: ${value.unknown}`] : [],
  );
}

function wayBackText({ to, release, by, cold, seconds, commands }: WayBack): string {
  const what = by === "rollback" ? "To go back to" : "To send users to";
  return `${what} ${to} ${release}${cold ? ", which is cold" : ""}: ${commands.join(", then ")}${timeOf(seconds)}`;
}

function timeOf(seconds: WayBack["seconds"]): string {
  if (seconds === null) return "";
  return "usually" in seconds
    ? `  (usually ${durationText(seconds.usually)})`
    : `  (its pods start first: at most ${durationText(seconds.atMost)})`;
}
