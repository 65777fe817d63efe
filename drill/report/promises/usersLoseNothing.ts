import type { Flip, Step, Traffic } from "../report";
import { counted, losses, seconds } from "../words";
import type { Facts } from "./facts";
import { type Evidence, type Judgement, judged, stepOf } from "./judgement";

/** The longest that a user may be answered by the color that left, in milliseconds. */
export const AT_ONCE_MS = 2000;

/** Rule 6: users follow a flip at once, and lose nothing. */
export function usersLoseNothing({
  steps,
  flips,
  traffic,
}: Pick<Facts, "steps" | "flips" | "traffic">): Judgement {
  const done = flips.filter(({ refused }) => refused === undefined);
  const losses = steps.flatMap((step) => lost(step.id, unexplained(step)));
  // Losses between two steps show in the totals alone.
  const broken = [
    ...done.flatMap((flip) => stayed(flip, steps)),
    ...(losses.length > 0 ? losses : lost(steps.at(-1)?.id ?? "", between(steps, traffic))),
  ];
  const slowest = done.toSorted((a, b) => (b.usersMovedMs ?? 0) - (a.usersMovedMs ?? 0))[0];
  return judged(
    broken,
    slowest && {
      step: slowest.step,
      text: `moved within ${seconds(slowest.usersMovedMs ?? 0)}; ${counted(traffic.requests, "request")}, ${lossesOf(steps)}`,
    },
  );
}

function stayed({ step, from, usersMovedMs }: Flip, steps: Step[]): Evidence[] {
  if (usersMovedMs === null) return [{ step, text: `nobody saw users leave ${from}` }];
  const users = stepOf(steps, step)?.traffic.users ?? 0;
  if (users === 0 || usersMovedMs > AT_ONCE_MS) {
    return [
      {
        step,
        text:
          users === 0
            ? "there were no users"
            : `${from} still answered users after ${usersMovedMs.toFixed(0)} ms`,
      },
    ];
  }
  return [];
}

function lossesOf(steps: readonly Step[]): string {
  const explained = explainedIn(steps);
  if (explained === 0) return "nothing lost";
  const what = steps.some(({ kind }) => kind === "fault")
    ? "requests that met something broken"
    : "answers of a release that fails";
  return `nothing lost but ${explained.toLocaleString("en-US")} ${what}`;
}

function explainedIn(steps: readonly Step[]): number {
  return steps.reduce((sum, { fault }) => sum + (fault?.explainedFailures ?? 0), 0);
}

/** What a release that fails its users by design answers with an error, or what met something broken, is no fault of the flip. */
function unexplained({ fault, traffic }: Step): Traffic {
  if (fault === undefined || fault.explainedFailures < traffic.failed) return traffic;
  return { ...traffic, failures: [] };
}

/** Losses between two steps, or before the first. */
function between(steps: readonly Step[], traffic: Traffic): Traffic {
  return traffic.failed > explainedIn(steps) ? traffic : { ...traffic, failures: [] };
}

function lost(step: string, traffic: Traffic): Evidence[] {
  const parts = [...traffic.failures.map(failure), ...losses(traffic)];
  return parts.length === 0 ? [] : [{ step, text: parts.join(", ") }];
}

function failure({ color, status, count, firstMs }: Traffic["failures"][number]): string {
  const answer = status === null ? "without an answer" : `with ${String(status)}`;
  const by = color === null ? "" : ` from ${color}`;
  return `${counted(count, "request")} failed ${answer}${by} from ${seconds(firstMs)} on`;
}
