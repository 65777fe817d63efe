import type { DrillReport, Restore } from "../report";
import { seconds } from "../words";
import { type Markup, NOTHING, markup } from "./markup";
import { stepLink, table } from "./table";

const PHASES: Record<Restore["phases"][number]["name"], string> = {
  dump: "dumped",
  verify: "verified",
  restore: "restored",
  check: "checked",
  switch: "switched",
};

/** Every snapshot that was restored, with the rows of each table before and after. */
export function restoresPart(report: DrillReport): Markup {
  if (report.restores.length === 0) return NOTHING;
  return markup`<section>
<h2>Restores</h2>
${report.restores.map((restore) => restored(restore, report))}
</section>`;
}

function restored(restore: Restore, { steps }: DrillReport): Markup {
  const { step, snapshot, bytes, sha256, rowsBefore, rowsAfter, phases } = restore;
  const tables = [...new Set([...Object.keys(rowsBefore), ...Object.keys(rowsAfter)])];
  const different = tables.filter((name) => rowsBefore[name] !== rowsAfter[name]).length;
  const verdict = different === 0 ? "The same rows as before." : "Not the same rows as before.";
  const took = phases.map(({ name, ms }) => `${PHASES[name]} in ${seconds(ms)}`).join(", ");
  return markup`<article class="${different === 0 ? "good" : "bad"}">
<h3>${verdict} <span class="by">${stepLink(steps, step)}</span></h3>
<p>${snapshot}, ${sizeOf(bytes)}, ${took}.</p>
<p class="by">SHA-256 <code>${sha256}</code></p>
${table(
  ["Table", "Rows before", "Rows after"],
  tables.map((name) => [name, rows(rowsBefore[name]), rows(rowsAfter[name])]),
)}
</article>`;
}

function rows(count: number | undefined): string {
  return count === undefined ? "no such table" : count.toLocaleString("en-US");
}

function sizeOf(bytes: number): string {
  const kilobytes = bytes / 1024;
  return kilobytes < 1024 ? `${kilobytes.toFixed(1)} KiB` : `${(kilobytes / 1024).toFixed(1)} MiB`;
}
