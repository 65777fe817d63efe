import { type Run, runRows } from "../runWords";
import type { Paint } from "./paint";

/** What runs, as far as it is known before the first step. */
export type Opening = Run & {
  users: number;
  /** How many chats are open at all times. */
  streams: number;
};

/** The first lines: what runs, on what, at which pace, for whom. */
export function openingLines(opening: Opening, { colors }: Paint): string[] {
  const { users, streams } = opening;
  const rows: [string, string][] = [
    ...runRows(opening),
    ["users", `${String(users)} signed in, ${String(streams)} chats streaming throughout`],
  ];
  return [
    colors.bold("Drill: release, flip and roll back LobeChat under traffic"),
    ...rows.map(([name, value]) => `  ${colors.dim(name.padEnd(8))}  ${value}`),
    "",
  ];
}
