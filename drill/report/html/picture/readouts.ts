import { COLORS } from "../../../../config/color";
import { type Markup, markup } from "../markup";
import type { Moment } from "./moments";
import { type Plot, at } from "./plot";

/** Three lines of words, none wider than a phone, in pixels. */
export const READOUT_HEIGHT = 58;

/** The numbers of a moment, for whoever points at it; a page that runs nothing can do that much. */
export function readouts(plot: Plot, moments: readonly Moment[]): Markup {
  return markup`<text class="hint" x="0" y="14">Point at a moment, or tap it, to read its numbers.</text>
<g aria-hidden="true">${moments.map((moment) => readout(plot, moment))}</g>`;
}

function readout(plot: Plot, moment: Moment): Markup {
  const lines = wordsOf(moment).map(
    (line, index) => markup`<tspan x="0" y="${14 + 17 * index}">${line}</tspan>`,
  );
  return markup`<g class="moment" tabindex="-1"><rect x="${at(plot, moment.fromMs)}" y="${plot.top}" width="${at(plot, moment.toMs - moment.fromMs)}" height="${plot.height}"/><text>${lines}</text></g>
`;
}

function wordsOf(moment: Moment): string[] {
  const { fromMs, answered, failed, p99Ms, streams, healthy } = moment;
  const by = (of: Record<(typeof COLORS)[number], number>): string =>
    COLORS.map((color) => `${color} ${of[color].toFixed(0)}`).join(", ");
  const slowest = p99Ms === null ? "no answer" : `p99 ${p99Ms.toFixed(0)} ms`;
  return [
    `${(fromMs / 1000).toFixed(0)} s: ${by(answered)} a second, ${failed.toFixed(0)} failed`,
    `${slowest}; open streams: ${by(streams)}`,
    `healthy instances: ${by(healthy)}`,
  ];
}
