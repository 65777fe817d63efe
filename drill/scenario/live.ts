import type { LiveView } from "../report/terminal/liveView";
import type { OutageFact } from "../report/outage";
import { measuredFlip, measuredStep, watchedOf } from "./measured";
import type { PlayedFlip, PlayedStep, Users } from "./scene";

/** Shows a step that has just ended, as far as its users have been seen by now. */
export function showStep(
  view: LiveView,
  step: PlayedStep,
  flip: PlayedFlip | undefined,
  admitted: Users | undefined,
  { outages = [], ...drill }: { users: number; startedAt: number; outages?: readonly OutageFact[] },
): void {
  const records = admitted?.traffic.records ?? [];
  const endMs = Date.now() - drill.startedAt;
  const watched = watchedOf({ records, outages }, { ...drill, endMs });
  view.stepFinished(
    measuredStep(step, undefined, watched),
    flip === undefined ? undefined : measuredFlip(flip, [], watched),
  );
}
