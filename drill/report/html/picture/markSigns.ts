import { type Markup, markup } from "../markup";
import type { Mark } from "./marks";
import { type Plot, at } from "./plot";

const RADIUS = 9;

/** The height of one lane of marks, in pixels. */
export const MARK_ROOM = 2 * RADIUS + 4;

/** The number of a step at its moment, a line down through all that was measured then, and a link to the step. */
export function markSigns(plot: Plot, marks: readonly Mark[]): Markup[] {
  const bottom = plot.top + plot.height;
  return marks.map((mark) => {
    const x = at(plot, mark.atMs);
    const y = plot.top + mark.lane * MARK_ROOM + RADIUS + 2;
    const look = mark.to ?? mark.kind;
    return markup`<a href="#${mark.step}" class="mark ${look}"><title>${mark.number} ${mark.title}</title><line x1="${x}" x2="${x}" y1="${y + RADIUS}" y2="${bottom}"/><circle cx="${x}" cy="${y}" r="${RADIUS}"/><text x="${x}" y="${y}" dy="4">${mark.number}</text></a>`;
  });
}
