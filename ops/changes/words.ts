import type { Color } from "../../config/color";

/** A color and the version of LobeChat that it runs. */
export interface Side {
  color: Color;
  version: string;
}

/** "flips traffic from blue 2.1.25 to green 2.1.26" */
export function flipSummary(kind: "flip" | "rollback", from: Side, to: Side): string {
  const verb = kind === "flip" ? "flips traffic" : "rolls traffic back";
  return `${verb} from ${from.color} ${from.version} to ${to.color} ${to.version}`;
}

/** "gives 10 % of the users to green 2.1.26", "ends the canary on green 2.1.26" */
export function canarySummary({ color, version }: Side, percent: number): string {
  return percent === 0
    ? `ends the canary on ${color} ${version}`
    : `gives ${String(percent)} % of the users to ${color} ${version}`;
}

/** As an update shows a resource that changes. */
interface Changed {
  op: string;
  type: string;
  name: string;
}

/**
 * "releases 2.1.26 to green: snapshot, migration, then 2 pods"
 * @param changed as in the update: what did not change is not in the words either
 */
export function releaseSummary(to: Side, changed: readonly Changed[], pods: number): string {
  const steps = stepsOf(to.color, changed, pods);
  return `releases ${to.version} to ${to.color}${steps === "" ? "" : `: ${steps}`}`;
}

/** "releases 2.1.26 to green, which is idle (snapshot, migration, then 2 pods)", as a part of a sentence. */
export function releasePart(
  to: Side & { isActive: boolean },
  changed: readonly Changed[],
  pods: number,
): string {
  const steps = stepsOf(to.color, changed, pods);
  const state = to.isActive ? "active" : "idle";
  return `releases ${to.version} to ${to.color}, which is ${state}${steps === "" ? "" : ` (${steps})`}`;
}

function stepsOf(color: Color, changed: readonly Changed[], pods: number): string {
  const made = changed.filter(({ op }) => op !== "delete");
  const jobs = ["snapshot", "migration"].filter((kind) =>
    made.some(({ type, name }) => RUNS_JOB.test(type) && name.startsWith(`${kind}-`)),
  );
  const boots = bootsIn(color, made, pods);
  const last = boots === undefined ? [] : [jobs.length > 0 ? `then ${boots}` : boots];
  return [...jobs, ...last].join(", ");
}

/** A Job of Kubernetes, or a container that runs once. */
const RUNS_JOB = /:(?:Job|Container)$/;

/** "2 pods", "1 container"; undefined where the colour starts nothing anew. */
function bootsIn(color: Color, made: readonly Changed[], pods: number): string | undefined {
  const count = (noun: string): string => `${String(pods)} ${noun}${pods === 1 ? "" : "s"}`;
  if (made.some(({ type, name }) => type.endsWith(":Deployment") && name === color))
    return count("pod");
  return made.some(
    ({ type, name }) =>
      type.endsWith(":Container") && /^(?:blue|green)-\d+$/.test(name) && name.startsWith(color),
  )
    ? count("container")
    : undefined;
}

/** "no resource", "1 resource", "7 resources" */
export function resources(count: number): string {
  if (count === 0) return "no resource";
  return count === 1 ? "1 resource" : `${String(count)} resources`;
}

/** "a", "a and b", "a, b and c" */
export function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? "";
  const others = parts.slice(0, -1);
  return others.length === 0 ? last : `${others.join(", ")} and ${last}`;
}
