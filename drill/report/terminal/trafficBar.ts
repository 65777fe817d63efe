import type { Color } from "../report";
import { seconds } from "../words";
import type { Paint } from "./paint";

const WIDTH = 24;
const CELL: Record<Color | "nobody", string> = { blue: "█", green: "▓", nobody: "░" };

/** What goes on while a step runs. */
export interface Moment {
  /** How many users each color serves. */
  users: Record<Color, number>;
  elapsedMs: number;
  /** "flip to green: updating traffic" */
  happening: string;
}

/** One line, no wider than the terminal: the share of users on each color, and what is going on. */
export function trafficBar(
  { users, elapsedMs, happening }: Moment,
  { colors, width }: Paint,
): string {
  const counts = `blue ${String(users.blue)}  green ${String(users.green)}`;
  const rest = `  ${counts}  ${seconds(elapsedMs).padStart(6)}  ${happening}`;
  // The last column stays free: a full line makes some terminals scroll.
  const fitting = rest.slice(0, width - 1 - 2 - WIDTH);
  return `  ${bar(users, colors)}${fitting}`;
}

function bar(users: Record<Color, number>, colors: Paint["colors"]): string {
  const all = users.blue + users.green;
  if (all === 0) return colors.dim(CELL.nobody.repeat(WIDTH));
  const green = Math.round((users.green / all) * WIDTH);
  return colors.blue(CELL.blue.repeat(WIDTH - green)) + colors.green(CELL.green.repeat(green));
}
