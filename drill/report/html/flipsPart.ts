import type { Canary, DrillReport, Flip } from "../report";
import { counted, seconds } from "../words";
import { type Content, type Markup, NOTHING, markup } from "./markup";
import { stepLink, table } from "./table";

/** Every change of color and every canary, with how fast and at what price. */
export function flipsPart(report: DrillReport): Markup {
  const { flips, canaries } = report;
  if (flips.length === 0 && canaries.length === 0) return NOTHING;
  return markup`<section>
<h2>Flips, rollbacks and canaries</h2>
${table(
  ["Step", "Traffic", "Changed", "Users moved", "p99 before", "p99 after"],
  flips.map((flip) => flipRow(flip, report)),
)}
${canaries.map((canary) => canaryLine(canary, report))}
</section>`;
}

function flipRow(flip: Flip, { steps }: DrillReport): Content[] {
  const step = stepLink(steps, flip.step);
  if (flip.refused !== undefined) {
    const { from, refused } = flip;
    const why = markup`${refused.check}: expected ${refused.expected}, seen ${refused.seen}`;
    return [step, markup`refused, stayed on ${colored(from)}`, why, "–", "–", "–"];
  }
  const { from, to, resourcesChanged, changedType, usersMoved, usersMovedMs } = flip;
  const who = usersMoved === undefined ? "all" : String(usersMoved);
  return [
    step,
    markup`${colored(from)} to ${colored(to)}`,
    markup`${counted(resourcesChanged, "resource")} <span class="by">${shortType(changedType)}</span>`,
    usersMovedMs === null ? "nobody moved" : `${who} in ${seconds(usersMovedMs)}`,
    latency(flip.p99SteadyMs),
    latency(flip.p99FlipMs),
  ];
}

function canaryLine(canary: Canary, { steps }: DrillReport): Markup {
  const { step, percent, to, users, landed, strayed, leftAfterEndMs } = canary;
  const ended =
    leftAfterEndMs === null
      ? "nobody was counted after its end"
      : `the last of them left ${seconds(leftAfterEndMs)} after its end`;
  return markup`<p>Canary of ${percent} % on ${colored(to)} (${stepLink(steps, step)}): ${landed} of ${counted(users, "user")} landed there, ${strayed} changed color within it, ${ended}.</p>`;
}

function colored(color: Flip["from"]): Markup {
  return markup`<b class="${color}">${color}</b>`;
}

function shortType(type: string | null): string {
  return type?.split(":").at(-1) ?? "";
}

function latency(ms: number | null): string {
  return ms === null ? "–" : `${ms.toFixed(0)} ms`;
}
