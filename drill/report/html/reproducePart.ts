import type { DrillReport } from "../report";
import { runRows } from "../runWords";
import { counted } from "../words";
import { type Markup, markup } from "./markup";

/** What ran, what was left out, and the command that does it again. */
export function reproducePart(report: DrillReport): Markup {
  const rows: [string, string][] = [
    ...runRows(report),
    ["stack", `${counted(report.resources, "resource")} in its state at the end`],
    ...report.skipped.map(({ what, why }): [string, string] => ["left out", `${what}: ${why}`]),
  ];
  return markup`<section>
<h2>The same again</h2>
<pre>${report.command}</pre>
<dl>${rows.map(([name, value]) => markup`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
<p>All of this page stands in drill-report.json beside it, for programs to read.</p>
</section>`;
}
