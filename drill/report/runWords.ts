import type { DrillReport } from "./report";

/** Whose time the stand-ins keep. */
const SECONDS_OF: Record<DrillReport["platform"], string> = { aws: "AWS", docker: "Docker" };

/** What a drill runs, on what, and at which pace. */
export type Run = Pick<DrillReport, "engine" | "platform" | "target" | "clock">;

/** By name: "engine", "platform", and of stand-ins the "clock". */
export function runRows(run: Run): [string, string][] {
  const { clock, platform } = run;
  return [
    ["engine", engineOf(run.engine)],
    ["platform", `${platform}, ${targetOf(run.target)}`],
    ...(run.target.kind === "stack" ? [] : [clockRow(platform, clock)]),
  ];
}

/** What stands for itself keeps no time of its own. */
function clockRow(platform: Run["platform"], clock: Run["clock"]): [string, string] {
  return [
    "clock",
    `${String(clock.scale)} ${SECONDS_OF[platform]} seconds a second; ${ruleOf(clock)}`,
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
