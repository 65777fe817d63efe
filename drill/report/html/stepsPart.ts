import type { DrillReport, Flip, Step, Traffic, Violation } from "../report";
import { changesOf, effectOf, failureOf, wasClean } from "../stepWords";
import { counted, seconds } from "../words";
import { changesPart } from "./changesPart";
import { type Content, type Markup, NOTHING, markup } from "./markup";

const CHAPTERS: Record<Step["chapter"], string> = {
  release: "Release, flip, roll back",
  guard: "What the guard, the policies and the alarms are for",
  faults: "Faults",
};

/** Every step by chapter: what Pulumi changed, what the policies said, what users noticed. */
export function stepsPart({ steps, flips }: DrillReport): Markup {
  const chapters = [...new Set(steps.map(({ chapter }) => chapter))];
  const numbered = steps.map((step, index) => ({ step, number: index + 1 }));
  return markup`<section>
<h2>Step by step</h2>
${chapters.map(
  (chapter) => markup`<h3 class="chapter">${CHAPTERS[chapter]}</h3>
${numbered
  .filter(({ step }) => step.chapter === chapter)
  .map(({ step, number }) =>
    stepPart(
      step,
      number,
      flips.find((flip) => flip.step === step.id),
    ),
  )}`,
)}
</section>`;
}

function stepPart(step: Step, number: number, flip: Flip | undefined): Markup {
  const to = flip === undefined || flip.refused !== undefined ? "" : flip.to;
  const note = step.note === undefined ? NOTHING : words(step.note);
  return markup`<article class="step ${lookOf(step, flip)}" id="${step.id}">
<h4><span class="number ${to}">${number}</span> ${step.title}</h4>
${factsPart(step, flip)}
${faultPart(step)}${note}${updatePart(step)}${step.policies.map(violation)}${failures(step.traffic)}
</article>
`;
}

function lookOf(step: Step, flip: Flip | undefined): string {
  if (step.outcome !== step.expected) return "bad";
  return wasClean(step, flip) || step.fault !== undefined ? "good" : "plain";
}

/** What came of it, what users noticed, how long it took. */
function factsPart(step: Step, flip: Flip | undefined): Markup {
  const came =
    step.outcome === step.expected
      ? markup`<span>${changesOf(step)}</span>`
      : markup`<span class="alert">${changesOf(step)}, expected was ${step.expected}</span>`;
  const noticed = markup`<span class="${wasClean(step, flip) ? "" : "alert"}">${effectOf(step, flip)}</span>`;
  return markup`<p class="facts">${came}${noticed}<span>${seconds(step.durationMs)} from ${seconds(step.startMs)} on</span></p>`;
}

function faultPart({ fault }: Step): Content {
  if (fault === undefined) return NOTHING;
  const { name, explainedFailures, explainedCuts, lost, repairedByNextUp } = fault;
  const cuts = explainedCuts === undefined ? "" : ` and ${counted(explainedCuts, "cut chat")}`;
  const repaired = repairedByNextUp
    ? "The next up left the stack as wanted."
    : "The next up did not leave the stack as wanted.";
  return markup`<p><b class="fault">${name}</b> explains ${counted(explainedFailures, "failed request")}${cuts}; ${lost} lost. ${repaired}</p>`;
}

function updatePart({ update, note }: Step): Content {
  if (update === undefined) return NOTHING;
  const { error, summary, version, durationMs } = update;
  const program = update.programMs === null ? "" : `, its program ran ${seconds(update.programMs)}`;
  const told =
    note === undefined && error === undefined && summary !== "" ? words(summary) : NOTHING;
  return markup`${told}${error === undefined ? NOTHING : errorPart(error)}${changesPart(update)}<p class="by">update ${version} took ${seconds(durationMs)}${program}</p>`;
}

/** What the configuration and the guard say is laid out for a person to read and copy. */
function errorPart(error: NonNullable<NonNullable<Step["update"]>["error"]>): Markup {
  const laidOut = error.by === "config" || error.by === "guard";
  return laidOut ? markup`<pre>${error.message.trim()}</pre>` : words(failureOf(error));
}

function violation({ policy, level, urn, message }: Violation): Markup {
  const name = urn.split("::").at(-1) ?? urn;
  return markup`<p class="policy"><b>${policy}</b> (${level}) on ${name}: ${message}</p>`;
}

function failures({ failures }: Traffic): Markup[] {
  return failures.map(({ color, status, count, firstMs, lastMs }) => {
    const what = status === null ? "without an answer" : `with status ${String(status)}`;
    const whose = color === null ? "from neither color" : `from ${color}`;
    return markup`<p class="alert">${count} failed ${what} ${whose}, from ${seconds(firstMs)} to ${seconds(lastMs)}</p>`;
  });
}

function words(text: string): Markup {
  return markup`<p class="words">${text}</p>`;
}
