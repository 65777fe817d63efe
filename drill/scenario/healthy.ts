import type { Observation } from "../cloud/cloud";
import type { Color } from "../report/report";

/** How many targets of a group get requests. */
export function healthyIn(
  { targetGroups }: Pick<Observation, "targetGroups">,
  group: Color | "assets",
): number {
  const targets = targetGroups[group]?.targets ?? [];
  return targets.filter(({ state }) => state === "healthy").length;
}
