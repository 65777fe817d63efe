import type { RequestRecord } from "../traffic/record";
import { movedMs, p99Flip, p99Steady, trafficBetween, usersOn } from "../report/measure";
import type { Flip, Step } from "../report/report";
import type { PlayedFlip, PlayedStep } from "./scene";

/** What users did, in the report's time, and when the drill ended in it. */
export interface Watched {
  records: readonly RequestRecord[];
  users: number;
  endMs: number;
  /** Date.now() of the drill's start. */
  startedAt: number;
}

/** A step with what users saw from its start to the start of the next. */
export function measuredStep(
  step: PlayedStep,
  next: PlayedStep | undefined,
  { records, users, endMs }: Watched,
): Step {
  const { failing, ...played } = step;
  const traffic = trafficBetween(records, step.startMs, next?.startMs ?? endMs, users);
  if (failing === undefined) return { ...played, traffic };
  const explainedFailures = traffic.failures
    // The assets proxy names no colour: it has asked both, and only one has the file.
    .filter(({ color, status }) => status === 500 && (color ?? failing.color) === failing.color)
    .reduce((sum, { count }) => sum + count, 0);
  const lost = traffic.sessionsLost + traffic.assetsLost + traffic.streamsCut;
  const fault = { name: failing.what, explainedFailures, lost, repairedByNextUp: true };
  return { ...played, fault, traffic };
}

/**
 * A flip with how its users moved, up to when the load balancer took the next change of the rule.
 *
 * @param accepted Date.now() of each change that it took
 */
export function measuredFlip(
  flip: PlayedFlip,
  accepted: readonly number[],
  { records, endMs, startedAt }: Watched,
): Flip {
  const { acceptedAt, ...played } = flip;
  if (acceptedAt === null)
    return { ...played, acceptedMs: null, usersMovedMs: null, p99SteadyMs: null, p99FlipMs: null };
  const acceptedMs = acceptedAt - startedAt;
  const nextAt = accepted.find((at) => at > acceptedAt);
  const untilMs = nextAt === undefined ? endMs : nextAt - startedAt;
  return {
    ...played,
    acceptedMs,
    usersMoved: usersOn(records, flip.to, acceptedMs, untilMs),
    usersMovedMs: movedMs(records, acceptedMs, flip.from, untilMs),
    p99SteadyMs: p99Steady(records, acceptedMs),
    p99FlipMs: p99Flip(records, acceptedMs),
  };
}
