import { type Markup, markup } from "../markup";
import { type Plot, at } from "./plot";
import type { RungAlarm } from "./ringing";
import { timeLabel } from "./scale";

const ROW = 24;
const TITLE = 20;
const BAR = 6;

/** In pixels. */
export function alarmsHeight(alarms: readonly RungAlarm[]): number {
  return alarms.length === 0 ? 0 : TITLE + alarms.length * ROW;
}

/** A row for each alarm that rang: its name, and bars where it rang. */
export function alarmRows(alarms: readonly RungAlarm[], plot: Plot): Markup[] {
  if (alarms.length === 0) return [];
  return [
    markup`<text class="title" x="0" y="${plot.top + 10}">Alarms that rang</text>`,
    ...alarms.map((alarm, index) => row(alarm, { ...plot, top: plot.top + TITLE + index * ROW })),
  ];
}

function row({ name, ringing }: RungAlarm, plot: Plot): Markup {
  const y = plot.top + ROW - BAR - 4;
  const bars = ringing.map(({ fromMs, toMs, reason }) => {
    const width = at(plot, toMs - fromMs);
    return markup`<rect class="ringing" x="${at(plot, fromMs)}" y="${y}" width="${width}" height="${BAR}"><title>${name}, ${timeLabel(fromMs)} to ${timeLabel(toMs)}: ${reason}</title></rect>`;
  });
  return markup`<line class="ruler" x1="0" x2="100%" y1="${y + BAR}" y2="${y + BAR}"/><text class="tick" x="2" y="${y - 3}">${name}</text>${bars}`;
}
