import pc from "picocolors";
import type { Color } from "../config/color";

const PAINT: Record<Color, (text: string) => string> = { blue: pc.blue, green: pc.green };

/** The name of a colour, in that colour where there is a terminal. */
export function painted(color: Color, text: string = color): string {
  return PAINT[color](text);
}

/** `2026-03-01 11:58 UTC`, also from the ISO 8601 of a result. */
export function timeText(at: Date | string): string {
  const iso = typeof at === "string" ? at : at.toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

/** A length of time as one says it: `4 s`, `12 min`, `3 h`, `9 days`. */
export function durationText(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 2 * HOUR) return `${Math.round(seconds / 60)} min`;
  if (seconds < 2 * DAY) return `${Math.round(seconds / HOUR)} h`;
  return `${Math.round(seconds / DAY)} days`;
}

const HOUR = 3600;
const DAY = 24 * HOUR;
