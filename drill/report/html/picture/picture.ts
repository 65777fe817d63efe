import type { DrillReport } from "../../report";
import { verdictOf } from "../../verdictWords";
import { type Markup, NOTHING, markup } from "../markup";
import { alarmRows, alarmsHeight } from "./alarmRows";
import { marks } from "./marks";
import { MARK_ROOM, markSigns } from "./markSigns";
import { type Moment, moments } from "./moments";
import { type Plot, at } from "./plot";
import { READOUT_HEIGHT, readouts } from "./readouts";
import { rungAlarms } from "./ringing";
import { timeLabel, timeTicks } from "./scale";
import { TRACKS } from "./tracks";

const TITLE_HEIGHT = 18;
const GAP = 16;
const AXIS_HEIGHT = 20;

/**
 * The drill as one picture: time from left to right, a row for each thing that was measured. It has no size of its own
 * but its height; its words keep theirs on a phone. Empty where nothing was measured.
 */
export function picture(report: DrillReport): Markup {
  const { durationMs } = report;
  const seen = moments(report.timeline, durationMs);
  if (seen.length === 0) return NOTHING;
  const marked = marks(report);
  const alarms = rungAlarms(report.alarms, durationMs);
  const lanes = Math.max(0, ...marked.map(({ lane }) => lane + 1));
  const marksTop = READOUT_HEIGHT;
  let top = marksTop + lanes * MARK_ROOM + GAP / 2;
  const rows = TRACKS.map((track) => {
    const plot = { durationMs, top: top + TITLE_HEIGHT, height: track.height };
    top = plot.top + plot.height + GAP;
    return [title(track.title, plot.top), ...track.draw(plot, seen)];
  });
  const alarmed = alarmRows(alarms, { durationMs, top, height: alarmsHeight(alarms) });
  const axisTop = top + alarmsHeight(alarms);
  const whole = { durationMs, top: marksTop, height: axisTop - marksTop };
  return markup`<svg class="picture" role="img" aria-label="${spoken(report, seen)}" width="100%" height="${axisTop + AXIS_HEIGHT}">
${times(whole)}
${rows}
${alarmed}
${readouts(whole, seen)}
${markSigns(whole, marked)}
</svg>`;
}

function title(text: string, bottom: number): Markup {
  return markup`<text class="title" x="0" y="${bottom - 6}">${text}</text>`;
}

function times(plot: Plot): Markup[] {
  const bottom = plot.top + plot.height;
  return timeTicks(plot.durationMs).map((ms) => {
    const x = at(plot, ms);
    // A label that begins at its line is whole at the left edge; one near the right edge ends at it.
    const anchor = ms / plot.durationMs > 0.9 ? "end" : "start";
    return markup`<line class="time" x1="${x}" x2="${x}" y1="${plot.top}" y2="${bottom + 6}"/><text class="tick" x="${x}" dx="${anchor === "end" ? -3 : 3}" y="${bottom + 14}" text-anchor="${anchor}">${timeLabel(ms)}</text>`;
  });
}

function spoken(report: DrillReport, seen: readonly Moment[]): string {
  const most = (of: (moment: Moment) => number): string => Math.max(...seen.map(of)).toFixed(0);
  return `Requests a second over the drill, at most ${most(({ answered }) => answered.blue)} by blue and ${most(({ answered }) => answered.green)} by green, ${String(report.traffic.failed)} failed in all. ${verdictOf(report)}`;
}
