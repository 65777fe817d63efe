import { scaleLinear } from "d3-scale";
import { type SeriesPoint, area, line as drawnLine, stack } from "d3-shape";
import { type Content, type Markup, NOTHING, markup } from "../markup";
import type { Moment } from "./moments";

/** The picture's width is the drill's time, on any screen: places are percents of it, and shapes are stretched. */
export interface Plot {
  durationMs: number;
  /** Of the plot's upper edge, in pixels. */
  top: number;
  height: number;
}

/** What a layer is of a moment, between the values of `scale`. */
export type Layer = (moment: Moment) => number;

/** Where a time is, as a percent of the width. */
export function at({ durationMs }: Plot, ms: number): string {
  const share = Math.min(1, Math.max(0, ms / durationMs));
  return `${String(Number((100 * share).toFixed(3)))}%`;
}

/** The stretched ground on which shapes are drawn in milliseconds by pixels. */
function ground(plot: Plot, shapes: Content): Markup {
  const { durationMs, top, height } = plot;
  return markup`<svg x="0" y="${top}" width="100%" height="${height}" viewBox="0 0 ${durationMs.toFixed(0)} ${height}" preserveAspectRatio="none">${shapes}</svg>`;
}

/** Layers that stand on each other, a stair for each moment. @param most the value at the upper edge */
export function stacked(
  plot: Plot,
  moments: readonly Moment[],
  layers: readonly { look: string; of: Layer }[],
  most: number,
): Markup {
  const y = scaleLinear([0, most], [plot.height, 0]).clamp(true);
  // Each moment twice: where it begins, and where it ends.
  const edges = moments.flatMap((moment) => [
    { moment, ms: moment.fromMs },
    { moment, ms: moment.toMs },
  ]);
  type Edge = (typeof edges)[number];
  const series = stack<unknown, Edge, number>()
    .keys(layers.keys())
    .value(({ moment }, index) => layers[index]?.of(moment) ?? 0)(edges);
  const shape = area<SeriesPoint<Edge>>()
    .x(({ data }) => Math.round(data.ms))
    .y0(([from]) => y(from))
    .y1(([, to]) => y(to))
    .defined(([from, to]) => to > from)
    .digits(1);
  return ground(
    plot,
    series.map((points, index) => {
      return markup`<path class="${layers[index]?.look ?? ""}" d="${shape(points) ?? ""}"/>`;
    }),
  );
}

/** A line through the middle of each moment, interrupted where there is no value. @param heightOf 0 to 1 */
export function line(
  plot: Plot,
  moments: readonly Moment[],
  heightOf: (moment: Moment) => number | null,
): Markup {
  const y = scaleLinear([0, 1], [plot.height, 0]);
  const path = drawnLine<Moment>()
    .defined((moment) => heightOf(moment) !== null)
    .x(({ fromMs, toMs }) => Math.round((fromMs + toMs) / 2))
    .y((moment) => y(heightOf(moment) ?? 0))
    .digits(1);
  return ground(plot, markup`<path class="line" d="${path([...moments]) ?? ""}"/>`);
}

/**
 * Lines across, each above what it stands for; the lowest, which is the ground, says nothing.
 * @param ticks from below
 * @param share 0 to 1
 */
export function rulers(
  { top, height }: Plot,
  ticks: readonly { share: number; label: string }[],
): Markup[] {
  return ticks.map(({ share, label }, index) => {
    const y = (top + height * (1 - share)).toFixed(1);
    const words = markup`<text class="tick" x="2" y="${y}" dy="12">${label}</text>`;
    return markup`<line class="ruler" x1="0" x2="100%" y1="${y}" y2="${y}"/>${index === 0 ? NOTHING : words}`;
  });
}
