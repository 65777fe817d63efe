import type { DrillReport, Flip } from "../report";
import { verdictOf } from "../verdictWords";
import { faultsTotal } from "../faultWords";
import { counted, seconds } from "../words";
import type { Paint } from "./paint";
import { promiseLines } from "./promiseLines";
import { wrap } from "./wrap";

/** The end of the drill: a line per promise, the totals, where the report is to be read, by people and by programs, and the verdict last. */
export function endingLines(
  report: DrillReport,
  written: { page: string; json: string },
  paint: Paint,
): string[] {
  const { colors } = paint;
  return [
    "",
    colors.bold("Promises"),
    ...promiseLines(report, paint),
    "",
    colors.bold("Totals"),
    ...totals(report).flatMap(([name, text]) => row(name, text, paint)),
    ...report.skipped.flatMap(({ what, why }) => row("skipped", `${what}: ${why}`, paint)),
    ...row("report", written.page, paint),
    ...row("data", written.json, paint),
    "",
    ...verdict(report, paint),
  ];
}

function totals({ traffic, flips, steps }: DrillReport): [string, string][] {
  const { failed, sessionsLost, assetsLost, streamsCut } = traffic;
  const ms = (value: number | null): string => (value === null ? "–" : `${value.toFixed(0)} ms`);
  const faults = faultsTotal(steps);
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
    ...(faults === null ? [] : [["faults", faults] satisfies [string, string]]),
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
  const text = verdictOf(report);
  if (report.verdict === "passed") return [colors.bold(colors.green(text))];
  return wrap(text, width, "").map((line) => colors.bold(colors.red(line)));
}
