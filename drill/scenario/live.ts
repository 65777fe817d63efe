import { sinceStart } from "../report/measure";
import type { LiveView } from "../report/terminal/liveView";
import { measuredFlip, measuredStep } from "./measured";
import type { PlayedFlip, PlayedStep, Users } from "./scene";

/** Shows a step that has just ended, as far as its users have been seen by now. */
export function showStep(
  view: LiveView,
  step: PlayedStep,
  flip: PlayedFlip | undefined,
  admitted: Users | undefined,
  { users, startedAt }: { users: number; startedAt: number },
): void {
  const records = sinceStart(admitted?.traffic.records ?? [], startedAt);
  const endMs = Date.now() - startedAt;
  const watched = { records, users, endMs, startedAt };
  view.stepFinished(
    measuredStep(step, undefined, watched),
    flip === undefined ? undefined : measuredFlip(flip, [], watched),
  );
}
