import type { DrillReport, Promised } from "../report";
import { type Markup, markup } from "./markup";
import { stepLink } from "./table";

/** A line for each rule with what shows that it held, or how it was broken. */
export function promisesPart(report: DrillReport): Markup {
  return markup`<section>
<h2>Promises</h2>
<ol class="promises">${report.promises.map((promised) => line(promised, report))}</ol>
</section>`;
}

function line({ rule, text, held, evidence }: Promised, report: DrillReport): Markup {
  const { look, state } = stateOf(held);
  const again =
    held === false ? markup`<p>To see it again: <code>${report.command}</code></p>` : "";
  return markup`<li value="${rule}" class="${look}">
<p class="state">${state}</p>
<div><h3>${rule}. ${text}</h3>
${evidence.map((piece) => markup`<p>${piece.text} <span class="by">${stepLink(report.steps, piece.step)}</span></p>`)}${again}</div>
</li>
`;
}

function stateOf(held: Promised["held"]): { look: string; state: string } {
  if (held === null) return { look: "open", state: "– not exercised" };
  return held ? { look: "good", state: "✓ held" } : { look: "bad", state: "✗ broken" };
}
