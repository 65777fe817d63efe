import type { Color, Update } from "./report";

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

/**
 * "releases 2.1.26 to green: snapshot, migration, then 2 pods"
 * @param changed as in the update: what did not change is not in the words either
 */
export function releaseSummary(to: Side, changed: Update["changed"], pods: number): string {
  const made = changed.filter(({ op }) => op !== "delete");
  const jobs = ["snapshot", "migration"].filter((kind) =>
    made.some(({ type, name }) => type.endsWith(":Job") && name.startsWith(kind)),
  );
  const deployed = made.some(({ type }) => type.endsWith(":Deployment"));
  const podsInWords = `${String(pods)} ${pods === 1 ? "pod" : "pods"}`;
  const last = deployed ? [jobs.length > 0 ? `then ${podsInWords}` : podsInWords] : [];
  const parts = [...jobs, ...last].join(", ");
  return `releases ${to.version} to ${to.color}${parts === "" ? "" : `: ${parts}`}`;
}
