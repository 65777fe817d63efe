import type { Evidence, FlipLimits } from "../../components/guard/evidence";
import { AWS_WORDS } from "../../components/guard/awsEvidence";
import { judge } from "../../components/guard/judge";
import { otherColor, type Color } from "../../config/color";
import type { RungAlarm } from "./alarmEvent";
import { lastFlip, minutesFrom, type Flip, type PastUpdate } from "./lastFlip";

/** Everything that a decision rests on. */
export interface RollbackFacts {
  now: Date;
  alarm: RungAlarm;
  /** What the alarm says by now; undefined: there is no such alarm. */
  alarmNow: string | undefined;
  /** Succeeded updates, the newest first. */
  history: readonly PastUpdate[];
  /** What the load balancer gives to whom now, in percent; both 0 where its rule names neither colour. */
  weights: Record<Color, number>;
  /** What the colours run now, by name. */
  releases: Partial<Record<Color, string>>;
  maintenance: boolean;
  /** The guard's, of the colour that the traffic would go to. */
  evidence: Evidence;
  limits: FlipLimits & { bakeMinutes: number };
  /** Who held the stack's lock for as long as one may wait, or null. */
  lockedBy: string | null;
}

export interface Decision {
  decision: "rolledBack" | "notified";
  /** One sentence: why it acts, or the guard that kept it from acting. */
  reason: string;
  /** Who gets all the traffic. */
  to?: Color;
}

/**
 * Whether an alarm moves traffic by itself. It does so only where a flip, or a canary, is the likely cause and the
 * other colour is the likely cure; otherwise a person decides.
 */
export function decide(facts: RollbackFacts): Decision {
  const { alarm } = facts;
  const endsCanary = isCanary(facts);
  const guards = endsCanary ? [...ALWAYS, ...COLOR] : [...ALWAYS, ...AFTER_A_FLIP, ...COLOR];
  for (const guard of guards) {
    const reason = guard(facts);
    if (reason !== undefined) return { decision: "notified", reason };
  }
  const to = otherColor(alarm.color);
  const { [alarm.color]: share } = facts.weights;
  const reason = endsCanary
    ? `${alarm.color} is sick with ${share} % of the users on it as a canary, and ${to}, which serves the others, is well.`
    : `${alarm.color} is sick within ${spanText(facts.limits.bakeMinutes)} of the flip to it, and ${to} is well.`;
  return { decision: "rolledBack", reason, to };
}

/** @returns why a person has to decide; undefined: nothing that this guard knows speaks against it */
type Guard = (facts: RollbackFacts) => string | undefined;

/** Whether the alarm's colour has a share of the users beside the one that serves. */
function isCanary({ alarm, history, weights }: RollbackFacts): boolean {
  const other = otherColor(alarm.color);
  return history[0]?.activeColor === other && weights[alarm.color] > 0 && weights[other] > 0;
}

const ALWAYS: readonly Guard[] = [
  ({ alarm: { name, state, previous } }) =>
    state === "ALARM" && previous !== "ALARM"
      ? undefined
      : `${name} went from ${previous} to ${state}: only a change to ALARM rolls back.`,

  ({ alarm, now }) =>
    minutesFrom(now, alarm.at) <= CLOCKS_APART_MINUTES
      ? undefined
      : `${alarm.name} rang at ${alarm.at.toISOString()}, which is still to come: the clocks disagree.`,

  ({ maintenance }) =>
    maintenance ? "Maintenance is on: nobody is served, by either color." : undefined,

  ({ history }) =>
    history.length > 0
      ? undefined
      : "The history has no update that succeeded: nobody knows where to go back to.",

  ({ weights: { blue, green } }) =>
    blue + green > 0 ? undefined : "The load balancer's traffic rule forwards to neither color.",

  ({ alarm: { color }, weights }) =>
    weights[color] > 0
      ? undefined
      : `Traffic has left ${color} already: the load balancer forwards all of it to ${otherColor(color)}.`,

  ({ alarm: { name }, alarmNow }) =>
    alarmNow === "ALARM" ? undefined : `${name} rang, and is ${alarmNow ?? "gone"} by now.`,

  ({ lockedBy }) =>
    lockedBy === null
      ? undefined
      : `Another update holds the stack's lock, and a rollback by itself never breaks one: ${lockedBy}.`,
];

const AFTER_A_FLIP: readonly Guard[] = [
  ({ alarm: { color }, history: [last] }) =>
    last === undefined || last.activeColor === color
      ? undefined
      : `The load balancer forwards to ${color}, while update ${last.number}, the last that succeeded, says ${last.activeColor}: an update runs, has failed, or was gone past.`,

  ({ alarm: { color }, weights }) =>
    weights[otherColor(color)] === 0
      ? undefined
      : `${color} serves, with a canary of ${weights[otherColor(color)]} % on ${otherColor(color)}: a canary is no cure for the color that it is measured by.`,

  (facts) => {
    const { alarm, now, history, limits } = facts;
    const flip = lastFlip(history, limits.bakeMinutes);
    if (flip === undefined)
      return `${alarm.color} is the only color that has ever served: the history has no flip to undo.`;
    return badTime(flip, alarm, now, limits.bakeMinutes);
  },

  ({ history, limits }) => {
    const flip = lastFlip(history, limits.bakeMinutes);
    return flip?.isRollback === true
      ? `Update ${flip.update.number}, the last that moved traffic, was a rollback already: going to and fro helps nobody.`
      : undefined;
  },

  (facts) => {
    const flip = lastFlip(facts.history, facts.limits.bakeMinutes);
    return flip === undefined ? undefined : anotherRelease(flip, facts);
  },

  ({ alarm: { color }, history: [last], releases }) => {
    const back = releases[otherColor(color)];
    return last?.refused !== null && last?.refused === back
      ? `${otherColor(color)} runs ${back}, from which an earlier rollback fled.`
      : undefined;
  },
];

const COLOR: readonly Guard[] = [
  ({ alarm, evidence, limits }) => {
    const color = otherColor(alarm.color);
    const [refusal] = judge({ color, share: 100, limits, words: AWS_WORDS }, evidence).refusals;
    if (refusal === undefined) return undefined;
    const { check, expected, seen } = refusal;
    return `${color} is no cure: ${check}: expected ${expected}, seen ${seen}.`;
  },
];

/** CloudWatch, the stack's backend and whoever runs this each have a clock. */
const CLOCKS_APART_MINUTES = 1;

function badTime(
  { to, update: { number, at, endedAt } }: Flip,
  alarm: RungAlarm,
  now: Date,
  bakeMinutes: number,
): string | undefined {
  if (minutesFrom(now, at) > CLOCKS_APART_MINUTES)
    return `Update ${number}, the flip to ${to}, began at ${at.toISOString()}, which is still to come: the clocks disagree.`;
  if (minutesFrom(at, alarm.at) < -CLOCKS_APART_MINUTES)
    return `${alarm.name} rang before update ${number}, the last flip: it does not speak of it.`;
  const minutes = minutesFrom(endedAt, alarm.at);
  if (minutes <= bakeMinutes) return undefined;
  return `${alarm.name} rang ${spanText(minutes)} after the last flip, whose bake window is ${spanText(bakeMinutes)}: the flip is not the likely cause.`;
}

/** A way back leads to what served before the flip, and to nothing else. */
function anotherRelease({ from, before }: Flip, { releases }: RollbackFacts): string | undefined {
  const served = before.releases[from];
  const now = releases[from];
  if (now === undefined) return `Nobody knows what ${from} runs.`;
  return now === served
    ? undefined
    : `${from} runs ${now} now, which has never served: before the flip it was ${served}.`;
}

function spanText(minutes: number): string {
  if (minutes < 1) return `${Math.round(minutes * 60)} s`;
  const rounded = Math.round(minutes * 10) / 10;
  return `${rounded} ${rounded === 1 ? "minute" : "minutes"}`;
}
