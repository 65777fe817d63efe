import { Command } from "@commander-js/extra-typings";
import { COLORS, type Color } from "../../config/color";
import { jsonOption, show, stackOption, type Common } from "../commandLine";
import { updatesOf, type RecordedUpdate } from "../history";
import type { UpdateKind } from "../message";
import { table } from "../table";
import type { Tools } from "../tools";
import { painted, timeText } from "../words";

export interface HistoryOptions extends Common {
  /** Whether all updates are told, and not the last twenty alone. */
  all?: boolean | undefined;
}

/** One update that succeeded, in values that JSON has. */
export interface HistoryEntry {
  number: number;
  /** ISO 8601. */
  at: string;
  seconds: number;
  who: string;
  /** `up`: a plain `pulumi up`. */
  kind: UpdateKind | "up";
  /** Why; of a plain `pulumi up`: its message. */
  reason: string | null;
  activeColor: Color;
  canaryPercent: number;
  refused: string | null;
  maintenance: boolean;
  releases: Record<Color, string>;
  commit: string | null;
}

const FEW = 20;

/** Who did what, when and why: every update that succeeded, the newest first. */
export async function history(tools: Tools, options: HistoryOptions): Promise<HistoryEntry[]> {
  const { deployment } = await tools.openStack(options.stack);
  const entries = (await updatesOf(deployment)).map(entryOf);
  return options.all === true ? entries : entries.slice(0, FEW);
}

function entryOf(update: RecordedUpdate): HistoryEntry {
  const { number, at, endedAt, who, message, text } = update;
  const { activeColor, canaryPercent, refused, maintenance, releases, commit } = update;
  const told = message === null ? text : (message.reason ?? "");
  return {
    ...{ number, at: at.toISOString(), seconds: (endedAt.getTime() - at.getTime()) / 1000 },
    ...{ who, kind: message?.kind ?? "up", reason: told === "" ? null : told },
    ...{ activeColor, canaryPercent, refused, maintenance, releases, commit },
  };
}

const TITLES = ["update", "when", "serves", ...COLORS, "what", "who", "commit", "why"];

function historyLines(entries: readonly HistoryEntry[]): string[] {
  if (entries.length === 0) return ["No update has succeeded here yet."];
  return table([TITLES, ...entries.map(rowOf)]);
}

function rowOf(entry: HistoryEntry): string[] {
  const { number, at, activeColor, canaryPercent, maintenance, releases } = entry;
  const canary = canaryPercent === 0 ? "" : `, canary ${canaryPercent} %`;
  return [
    ...[String(number), timeText(at)],
    maintenance ? "nobody" : `${painted(activeColor)}${canary}`,
    ...COLORS.map((color) => releases[color]),
    ...[entry.kind, entry.who, entry.commit?.slice(0, 7) ?? ""],
    entry.reason?.split("\n")[0] ?? "",
  ];
}

export function historyCommand(tools: Tools) {
  return new Command("history")
    .summary("shows who did what, when and why")
    .description(
      "Shows the updates that succeeded, the newest first: who serves, what runs, who did it, from which commit, and why. One that was narrowed to the traffic rule has the releases of the last full one.",
    )
    .option("--all", `all of them, and not the last ${FEW}`)
    .addOption(stackOption())
    .addOption(jsonOption())
    .addHelpText("after", "\nExamples:\n  lobechat history\n  lobechat history --all --json")
    .action(async ({ json, ...options }) => {
      show(tools.terminal, json, await history(tools, options), historyLines);
    });
}
