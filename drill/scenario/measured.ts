import type { RequestRecord } from "../traffic/record";
import { isCutBy, isExplained, outagesSince, type OutageFact } from "../report/outage";
import {
  movedMs,
  p99Flip,
  p99Steady,
  sinceStart,
  trafficBetween,
  usersOn,
} from "../report/measure";
import type { Flip, Step, Traffic } from "../report/report";
import type { PlayedFault, PlayedFlip, PlayedStep } from "./scene";

/** What users did, in the report's time, and when the drill ended in it. */
export interface Watched {
  records: readonly RequestRecord[];
  /** What the cloud knows to have been broken. @default nothing */
  outages?: readonly OutageFact[];
  /** Those of `records` whose chat ended with the instance that answered it: nobody could have gone on with it. */
  endedWithInstance?: readonly RequestRecord[];
  users: number;
  endMs: number;
  /** Date.now() of the drill's start. */
  startedAt: number;
}

/** What users and the cloud have seen, by Date.now(), in the report's time. */
export function watchedOf(
  seen: { records: readonly RequestRecord[]; outages: readonly OutageFact[] },
  drill: Pick<Watched, "users" | "endMs" | "startedAt">,
): Watched {
  const outages = outagesSince(seen.outages, drill.startedAt);
  const records = sinceStart(seen.records, drill.startedAt);
  const endedWithInstance = records.filter((record) => isCutBy(record, outages));
  for (const record of endedWithInstance) record.cut = false;
  return { records, endedWithInstance, outages, ...drill };
}

/** A step with what users saw from its start to the start of the next. */
export function measuredStep(
  step: PlayedStep,
  next: PlayedStep | undefined,
  watched: Watched,
): Step {
  const { failing, fault, ...played } = step;
  const untilMs = next?.startMs ?? watched.endMs;
  const traffic = trafficBetween(watched.records, step.startMs, untilMs, watched.users);
  if (fault !== undefined)
    return { ...played, fault: faultOf({ ...step, fault }, untilMs, traffic, watched), traffic };
  if (failing === undefined) return { ...played, traffic };
  const explainedFailures = traffic.failures
    // The assets proxy names no colour: it has asked both, and only one has the file.
    .filter(({ color, status }) => status === 500 && (color ?? failing.color) === failing.color)
    .reduce((sum, { count }) => sum + count, 0);
  const explained = { name: failing.what, explainedFailures, lost: lostIn(traffic) };
  return { ...played, fault: { ...explained, repairedByNextUp: true }, traffic };
}

/** What a fault explains of what users saw: failures of requests that began in its step, and chats cut in it. */
function faultOf(
  { fault, startMs }: PlayedStep & { fault: PlayedFault },
  untilMs: number,
  traffic: Traffic,
  { records, outages = [], endedWithInstance = [] }: Watched,
): NonNullable<Step["fault"]> {
  const explained = records.filter(
    (record) =>
      record.startMs >= startMs && record.startMs < untilMs && isExplained(record, outages),
  );
  return {
    ...fault,
    explainedFailures: explained.length,
    explainedCuts: endedWithInstance.filter(({ endMs }) => endMs >= startMs && endMs < untilMs)
      .length,
    lost: lostIn(traffic),
  };
}

function lostIn({ sessionsLost, assetsLost, streamsCut }: Traffic): number {
  return sessionsLost + assetsLost + streamsCut;
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
