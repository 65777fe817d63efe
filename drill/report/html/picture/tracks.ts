import { COLORS } from "../../../../config/color";
import type { Markup } from "../markup";
import type { Moment } from "./moments";
import { type Plot, line, rulers, stacked } from "./plot";
import { decades, roundTicks } from "./scale";

/** One row of the picture: what it shows, how high it is, and how it is drawn. */
export interface Track {
  title: string;
  height: number;
  draw(plot: Plot, moments: readonly Moment[]): Markup[];
}

const RULE: Track = {
  title: "The traffic rule: who gets the users",
  height: 12,
  draw: (plot, moments) => {
    const share = (moment: Moment, color: "blue" | "green"): number => {
      const all = moment.weights.blue + moment.weights.green;
      return all === 0 ? 0 : moment.weights[color] / all;
    };
    const layers = COLORS.map((color) => ({
      look: color,
      of: (moment: Moment) => share(moment, color),
    }));
    return [stacked(plot, moments, layers, 1)];
  },
};

const REQUESTS: Track = {
  title: "Requests a second; failed ones in red",
  height: 170,
  draw: (plot, moments) => {
    const of = ({ answered, failed }: Moment): number => answered.blue + answered.green + failed;
    const ticks = roundTicks(Math.max(...moments.map(of)), 4);
    const most = ticks.at(-1) ?? 1;
    return [
      stacked(
        plot,
        moments,
        [
          ...COLORS.map((color) => ({ look: color, of: (each: Moment) => each.answered[color] })),
          { look: "failed", of: ({ failed }) => failed },
        ],
        most,
      ),
      ...failing(plot, moments),
      ...counts(plot, ticks),
    ];
  },
};

/** So that one failed request of a thousand is seen: a red stroke below the second in which it began. */
function failing({ durationMs, top, height }: Plot, moments: readonly Moment[]): Markup[] {
  if (moments.every(({ failed }) => failed === 0)) return [];
  const below = { durationMs, top: top + height + 1, height: 4 };
  return [stacked(below, moments, [{ look: "failed", of: ({ failed }) => Math.sign(failed) }], 1)];
}

const LATENCY: Track = {
  title: "Slowest answers (p99), logarithmic",
  height: 90,
  draw: (plot, moments) => {
    const powers = decades(moments.flatMap(({ p99Ms }) => (p99Ms === null ? [] : [p99Ms])));
    const [low = 1] = powers;
    const share = (ms: number): number => Math.max(0, Math.log10(ms / low) / (powers.length - 1));
    return [
      ...rulers(
        plot,
        powers.map((ms) => ({ share: share(ms), label: durationLabel(ms) })),
      ),
      line(plot, moments, ({ p99Ms }) => (p99Ms === null ? null : share(Math.max(low, p99Ms)))),
    ];
  },
};

function durationLabel(ms: number): string {
  return ms < 1000 ? `${String(ms)} ms` : `${String(ms / 1000)} s`;
}

const STREAMS: Track = {
  title: "Open streams",
  height: 56,
  draw: (plot, moments) => byColor(plot, moments, ({ streams }) => streams),
};

const HEALTHY: Track = {
  title: "Healthy instances",
  height: 40,
  draw: (plot, moments) => byColor(plot, moments, ({ healthy }) => healthy),
};

function byColor(
  plot: Plot,
  moments: readonly Moment[],
  of: (moment: Moment) => Moment["streams"],
): Markup[] {
  const ticks = roundTicks(Math.max(...moments.map((each) => of(each).blue + of(each).green)), 2);
  const layers = COLORS.map((color) => ({ look: color, of: (each: Moment) => of(each)[color] }));
  return [stacked(plot, moments, layers, ticks.at(-1) ?? 1), ...counts(plot, ticks)];
}

function counts(plot: Plot, ticks: readonly number[]): Markup[] {
  const most = ticks.at(-1) ?? 1;
  return rulers(
    plot,
    ticks.map((tick) => ({ share: tick / most, label: String(tick) })),
  );
}

/** From above: who should be served by whom, who was, how well, and by how many. */
export const TRACKS: readonly Track[] = [RULE, REQUESTS, LATENCY, STREAMS, HEALTHY];
