import { COLORS } from "../../../config/color";
import { versionIn } from "../../traffic/marks";
import { healthyIn } from "../healthy";
import { askPublic } from "../preview";
import type { UpdateRun } from "../recorder";
import { PODS } from "../stackConfig";
import { until } from "../until";
import { PATIENCE_MS, tryUp, type FaultPlace } from "./fault";

/**
 * Whether the next update leaves the stack as it is wanted, and a further one changes nothing.
 * @returns null when it does; else what is wrong, in words
 */
export async function repairedByNextUp(place: FaultPlace): Promise<string | null> {
  const next = await tryUp(place, "the next update after a fault");
  if (next.outcome !== "succeeded") return `the next update ${failure(next)}`;
  // One that changes nothing is itself the further one.
  const further = changedBy(next) === 0 ? next : await tryUp(place, "a further update");
  if (further.outcome !== "succeeded") return `a further update ${failure(further)}`;
  if (changedBy(further) > 0) return `a further update changed ${changedBy(further)} resources`;
  const whole = await until(PATIENCE_MS, () => isAsWanted(place));
  return whole ? null : "the stack is not what was wanted";
}

function failure({ outcome, update }: UpdateRun): string {
  return `${outcome}: ${update.error?.message ?? "without a word"}`;
}

function changedBy({ update }: UpdateRun): number {
  return update.changed.length;
}

/** Every instance serves, and everybody is answered by the color and the release that are wanted. */
async function isAsWanted({ stage, cloud, users, engine }: FaultPlace): Promise<boolean> {
  const seen = await cloud.observe();
  if (COLORS.some((color) => healthyIn(seen, color) !== PODS)) return false;
  if (healthyIn(seen, "assets") === 0) return false;
  const wanted = stage.wantedWith({});
  const answer = await askPublic(users.site);
  return (
    answer.color === wanted.activeColor &&
    versionIn(answer) === wanted[wanted.activeColor].version &&
    (await engine.deployment.outputs())["activeColor"]?.value === wanted.activeColor
  );
}
