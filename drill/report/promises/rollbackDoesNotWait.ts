import type { Flip, Step } from "../report";
import { seconds } from "../words";
import type { Facts } from "./facts";
import { type Evidence, type Judgement, judged } from "./judgement";
import { isDeployment } from "./resources";

interface SickRollback {
  flip: Flip;
  rollback: Step;
  /** The release that never became healthy on the color that the rollback left. */
  sick: Step;
}

/** Rule 5: a rollback never waits for a broken color. */
export function rollbackDoesNotWait(facts: Pick<Facts, "steps" | "flips" | "releases">): Judgement {
  const cases = facts.flips.flatMap((flip) => besideSick(flip, facts));
  const last = cases.at(-1);
  return judged(
    cases.flatMap(waited),
    last && {
      step: last.rollback.id,
      text: `took ${seconds(last.rollback.durationMs)} beside a release that never became healthy${moved(last.flip)}`,
    },
  );
}

function besideSick(
  flip: Flip,
  { steps, releases }: Pick<Facts, "steps" | "releases">,
): SickRollback[] {
  const at = steps.findIndex(({ id }) => id === flip.step);
  const rollback = steps[at];
  if (rollback === undefined || flip.kind === "flip") return [];
  const onLeft = releases.filter(({ color }) => color === flip.from).map(({ step }) => step);
  const latest = steps.slice(0, at).findLast(({ id }) => onLeft.includes(id));
  return latest !== undefined && isSick(latest) ? [{ flip, rollback, sick: latest }] : [];
}

/** The update gave up waiting for pods: its error names a Deployment. */
function isSick({ outcome, update }: Step): boolean {
  const type = update?.error?.urn?.split("::").at(-2)?.split("$").at(-1) ?? "";
  return outcome === "failed" && isDeployment({ type });
}

function waited({ flip, rollback, sick }: SickRollback): Evidence[] {
  const step = rollback.id;
  if (rollback.outcome !== "succeeded" || flip.acceptedMs === null) {
    const message = rollback.update?.error?.message ?? "no update ran";
    return [{ step, text: `the rollback beside ${sick.id} ${rollback.outcome}: ${message}` }];
  }
  if (rollback.durationMs < sick.durationMs) return [];
  const took = seconds(rollback.durationMs);
  return [{ step, text: `the rollback took ${took}, as long as ${sick.id} waited for its pods` }];
}

function moved({ usersMovedMs }: Flip): string {
  return usersMovedMs === null ? "" : `, users moved in ${seconds(usersMovedMs)}`;
}
