import { AT_ONCE_MS } from "../promises/usersLoseNothing";
import type { DrillReport } from "../report";
import { counted, seconds } from "../words";
import { type Markup, markup } from "./markup";

interface Figure {
  value: string;
  of: string;
  more: string;
  look: "good" | "bad" | "plain";
}

/** How many steps a figure names. */
const NAMED = 3;

/** What one would say first when asked how it went. */
export function figures(report: DrillReport): Markup {
  const all = [users(report), failed(report), lost(report), ...moved(report), ...saved(report)];
  return markup`<ul class="figures">${all.map(
    ({ value, of, more, look }) =>
      markup`<li class="${look}"><strong>${value}</strong><span>${of}</span><small>${more}</small></li>`,
  )}</ul>`;
}

function users({ traffic, durationMs }: DrillReport): Figure {
  const { users, requests, p50Ms } = traffic;
  const middle = p50Ms === null ? "" : `, half of them answered in ${p50Ms.toFixed(0)} ms`;
  return {
    value: users.toLocaleString("en-US"),
    of: users === 1 ? "user" : "users",
    more: `${counted(requests, "request")} in ${seconds(durationMs)}${middle}`,
    look: "plain",
  };
}

/** Failures are bad where a promise says so; a release that fails on purpose has its share. */
function failed({ traffic, promises, steps }: DrillReport): Figure {
  const kept = promises.find(({ rule }) => rule === 6)?.held !== false;
  const within = steps.filter((step) => step.traffic.failed > 0);
  const where = within
    .slice(0, NAMED)
    .map((step) => `${String(step.traffic.failed)} in “${step.title}”`);
  if (within.length > NAMED) where.push(`and in ${String(within.length - NAMED)} steps more`);
  return {
    value: traffic.failed.toLocaleString("en-US"),
    of: traffic.failed === 1 ? "request failed" : "requests failed",
    more: where.length === 0 ? "in no step" : where.join(", "),
    look: traffic.failed === 0 ? "good" : kept ? "plain" : "bad",
  };
}

function lost({ traffic }: DrillReport): Figure {
  const { sessionsLost, assetsLost, streams, streamsCut } = traffic;
  const sum = sessionsLost + assetsLost + streamsCut;
  const each = `${counted(sessionsLost, "session")}, ${counted(assetsLost, "asset")}, ${String(streamsCut)} of ${counted(streams, "stream")}`;
  return { value: String(sum), of: "lost or cut", more: each, look: sum === 0 ? "good" : "bad" };
}

function moved({ flips }: DrillReport): Figure[] {
  const times = flips.flatMap(({ usersMovedMs }) => (usersMovedMs === null ? [] : [usersMovedMs]));
  if (times.length === 0) return [];
  const slowest = Math.max(...times);
  const refused = flips.filter((flip) => flip.refused !== undefined).length;
  const most = Math.max(
    ...flips.flatMap((flip) => (flip.refused === undefined ? [flip.resourcesChanged] : [])),
  );
  return [
    {
      value: seconds(slowest),
      of: "until all users had moved",
      more: `the slowest of ${counted(times.length, "flip")}, back or forth; ${counted(most, "resource")} changed by each${refused === 0 ? "" : `, ${String(refused)} more refused`}`,
      look: slowest <= AT_ONCE_MS ? "good" : "bad",
    },
  ];
}

function saved({ rollbacks }: DrillReport): Figure[] {
  return rollbacks
    .flatMap(({ recoveredMs, detectedMs }) =>
      recoveredMs === null ? [] : [{ recoveredMs, detectedMs }],
    )
    .slice(0, 1)
    .map(({ recoveredMs, detectedMs }) => ({
      value: seconds(recoveredMs),
      of: "from first error to last",
      more: `until the automatic rollback had helped; the alarm took ${seconds(detectedMs)} of it`,
      look: "plain",
    }));
}
