import { otherColor } from "../../config/color";
import type { Color, Step, Update } from "../report/report";
import { canarySummary, flipSummary, releaseSummary } from "../../ops/changes/words";
import { PODS, type Wanted } from "./stackConfig";

/** What an update meant, in words: what was asked for and, of a release, what it was made of. */
export function summaryOf(
  scene: { kind: Step["kind"]; color?: Color },
  before: Wanted | undefined,
  after: Wanted,
  changed: Update["changed"],
): string {
  const side = (color: Color) => ({ color, version: after[color].version });
  const { activeColor } = after;
  if (before === undefined)
    return `deploys ${after[activeColor].version} on both colours, ${activeColor} active`;
  if (scene.kind === "flip" || scene.kind === "rollback")
    return flipSummary(scene.kind, side(otherColor(activeColor)), side(activeColor));
  if (scene.kind === "canary")
    return canarySummary(side(otherColor(activeColor)), after.canaryPercent ?? 0);
  if (scene.color !== undefined) return releaseSummary(side(scene.color), changed, PODS);
  return changed.length === 0 ? "changes nothing" : "changes the configuration";
}
