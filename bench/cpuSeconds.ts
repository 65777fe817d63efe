import { readdirSync, readFileSync } from "node:fs";

/** As `getconf CLK_TCK` says on every Linux of today. */
const TICKS_PER_SECOND = 100;

interface Usage {
  parent: number;
  ticks: number;
}

/** Seconds of processor that this process has used so far, and all that it started and that still run. */
export function cpuSeconds(): number {
  const usages = new Map(processes());
  const isOurs = (pid: number): boolean => {
    if (pid === process.pid) return true;
    const parent = usages.get(pid)?.parent;
    return parent !== undefined && isOurs(parent);
  };
  const ours = [...usages].filter(([pid]) => isOurs(pid));
  return ours.reduce((sum, [, { ticks }]) => sum + ticks, 0) / TICKS_PER_SECOND;
}

function processes(): [number, Usage][] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => usageOf(Number(pid)) ?? []);
}

/** @returns undefined for one that has ended meanwhile */
function usageOf(pid: number): [[number, Usage]] | undefined {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, "utf8");
    // The name, in brackets, may hold spaces: man 5 proc.
    const [, parent, ...fields] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [user, system] = fields.slice(9, 11);
    return [[pid, { parent: Number(parent), ticks: Number(user) + Number(system) }]];
  } catch {
    return undefined;
  }
}
