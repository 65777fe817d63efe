import type { AutomaticRollback, DrillReport } from "../report";
import { counted, seconds } from "../words";
import { type Content, type Markup, NOTHING, markup } from "./markup";
import { stepLink } from "./table";

/** What was decided whenever an alarm rang, also where it was to do nothing. */
export function rollbacksPart(report: DrillReport): Markup {
  if (report.rollbacks.length === 0) return NOTHING;
  return markup`<section>
<h2>When an alarm rang</h2>
<ul class="decisions">${report.rollbacks.map((rollback) => decision(rollback, report))}</ul>
</section>`;
}

function decision(rollback: AutomaticRollback, { steps }: DrillReport): Markup {
  const { alarm, step, reason } = rollback;
  const what =
    rollback.decision === "rolledBack" ? "Rolled back by itself" : "Told, nothing changed";
  return markup`<li><h3>${what}</h3>
<p>${reason}</p>
${timesOf(rollback)}
<p class="by">${alarm}, in ${stepLink(steps, step)}</p></li>
`;
}

function timesOf({
  detectedMs,
  recoveredMs,
  resourcesChanged,
  incident,
}: AutomaticRollback): Content {
  if (recoveredMs === null) return NOTHING;
  const report =
    incident === null ? NOTHING : markup` <a href="${incident}">Read the incident’s report</a>.`;
  return markup`<p>The alarm rang ${seconds(detectedMs)} after the first error, the last error came ${seconds(recoveredMs)} after it; ${counted(resourcesChanged, "resource")} changed.${report}</p>`;
}
