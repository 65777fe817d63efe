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
export function ground(plot: Plot, shapes: Content): Markup {
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
  const floors = moments.map(() => 0);
  const shapes = layers.map(({ look, of }) => {
    const shape = moments.flatMap((moment, index) => {
      const from = floors[index] ?? 0;
      const to = from + of(moment);
      floors[index] = to;
      return to > from ? [column(plot, moment, from / most, to / most)] : [];
    });
    return markup`<path class="${look}" d="${shape.join("")}"/>`;
  });
  return ground(plot, shapes);
}

function column({ height }: Plot, moment: Moment, from: number, to: number): string {
  const y = (share: number): string => (height * (1 - Math.min(1, share))).toFixed(1);
  const [left, right] = [moment.fromMs.toFixed(0), moment.toMs.toFixed(0)];
  return `M${left} ${y(from)}V${y(to)}H${right}V${y(from)}Z`;
}

/** A line through the middle of each moment, interrupted where there is no value. @param heightOf 0 to 1 */
export function line(
  plot: Plot,
  moments: readonly Moment[],
  heightOf: (moment: Moment) => number | null,
): Markup {
  let pen = "M";
  const path = moments.map((moment) => {
    const share = heightOf(moment);
    if (share === null) {
      pen = "M";
      return "";
    }
    const point = `${((moment.fromMs + moment.toMs) / 2).toFixed(0)} ${(plot.height * (1 - share)).toFixed(1)}`;
    // A line of no length is a dot: a value whose neighbors have none.
    const drawn = pen === "M" ? `M${point}h0L${point}` : `L${point}`;
    pen = "L";
    return drawn;
  });
  return ground(plot, markup`<path class="line" d="${path.join("")}"/>`);
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
