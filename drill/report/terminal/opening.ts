import type { DrillReport } from "../report";
import type { Paint } from "./paint";

/** What runs, as far as it is known before the first step. */
export type Opening = Pick<DrillReport, "engine" | "platform" | "target" | "clock"> & {
  users: number;
  /** How many chats are open at all times. */
  streams: number;
};

/** Whose time the stand-ins keep. */
const SECONDS_OF: Record<DrillReport["platform"], string> = { aws: "AWS", docker: "Docker" };

/** The first lines: what runs, on what, at which pace, for whom. */
export function openingLines(opening: Opening, { colors }: Paint): string[] {
  const { clock, users, streams } = opening;
  const rows: [string, string][] = [
    ["engine", engineOf(opening.engine)],
    ["platform", `${opening.platform}, ${targetOf(opening.target)}`],
    [
      "clock",
      `${String(clock.scale)} ${SECONDS_OF[opening.platform]} seconds a second; ${ruleOf(clock)}`,
    ],
    ["users", `${String(users)} signed in, ${String(streams)} chats streaming throughout`],
  ];
  return [
    colors.bold("Drill: release, flip and roll back LobeChat under traffic"),
    ...rows.map(([name, value]) => `  ${colors.dim(name.padEnd(8))}  ${value}`),
    "",
  ];
}

function engineOf({ kind, version }: DrillReport["engine"]): string {
  return kind === "embedded" ? `embedded, on the Pulumi SDK ${version}` : `pulumi ${version}`;
}

function ruleOf({ propagationMs }: DrillReport["clock"]): string {
  return propagationMs === 0
    ? "a rule takes effect once it is read"
    : `a rule takes effect after ${String(propagationMs)} ms`;
}

function targetOf(target: DrillReport["target"]): string {
  if (target.kind === "stack") return `stack ${target.name}`;
  const app = target.app === "small" ? "a small stand-in for LobeChat" : "a real app";
  return `stand-ins on this machine, with ${app}`;
}
