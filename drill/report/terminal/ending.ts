import type { DrillReport, Flip, Step } from "../report";
import { counted, seconds } from "../words";
import type { Paint } from "./paint";
import { promiseLines } from "./promiseLines";
import { wrap } from "./wrap";

/** The end of the drill: a line per promise, the totals, where the report is, and the verdict last. */
export function endingLines(report: DrillReport, reportPath: string, paint: Paint): string[] {
  const { colors } = paint;
  return [
    "",
    colors.bold("Promises"),
    ...promiseLines(report, paint),
    "",
    colors.bold("Totals"),
    ...totals(report).flatMap(([name, text]) => row(name, text, paint)),
    ...report.skipped.flatMap(({ what, why }) => row("skipped", `${what}: ${why}`, paint)),
    ...row("report", reportPath, paint),
    "",
    ...verdict(report, paint),
  ];
}

function totals({ traffic, flips }: DrillReport): [string, string][] {
  const { failed, sessionsLost, assetsLost, streamsCut } = traffic;
  const ms = (value: number | null): string => (value === null ? "–" : `${value.toFixed(0)} ms`);
  return [
    [
      "users",
      `${counted(traffic.users, "user")}, ${counted(traffic.requests, "request")}, ${String(failed)} failed, p50 ${ms(traffic.p50Ms)}, p99 ${ms(traffic.p99Ms)}`,
    ],
    [
      "losses",
      `${counted(sessionsLost, "session")} lost, ${counted(assetsLost, "asset")} lost, ${String(streamsCut)} of ${counted(traffic.streams, "stream")} cut`,
    ],
    ["flips", flips.map(flipped).join(", ") || "none"],
  ];
}

function flipped({ kind, to, refused, usersMovedMs }: Flip): string {
  const name = kind === "flip" ? `to ${to}` : `back to ${to}`;
  if (refused !== undefined) return `${name} refused`;
  return `${name} ${usersMovedMs === null ? "nobody moved" : seconds(usersMovedMs)}`;
}

function row(name: string, text: string, { colors, width }: Paint): string[] {
  const [first = "", ...more] = wrap(text, width, " ".repeat(11));
  return [`  ${colors.dim(name.padEnd(7))}  ${first.trimStart()}`, ...more];
}

function verdict(report: DrillReport, { colors, width }: Paint): string[] {
  const held = report.promises.filter((promised) => promised.held === true).length;
  const broken = report.promises.filter((promised) => promised.held === false);
  const unexpected = report.steps.filter(({ outcome, expected }) => outcome !== expected);
  const notExercised = report.promises.length - held - broken.length;
  const after = `after ${seconds(report.durationMs)}`;
  if (report.verdict === "passed") {
    const text = `Passed ${after}: ${counted(held, "promise")} held, ${String(notExercised)} not exercised.`;
    return [colors.bold(colors.green(text))];
  }
  const reasons = [
    ...broken.map(({ rule }) => `promise ${String(rule)} is broken`),
    ...unexpected.map(unexpectedly),
  ];
  const text = `Failed ${after}: ${reasons.join("; ")}.`;
  return wrap(text, width, "").map((line) => colors.bold(colors.red(line)));
}

function unexpectedly({ id, outcome, expected }: Step): string {
  return `${id} ${outcome}, expected was ${expected}`;
}
