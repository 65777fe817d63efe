import { type Run, runRows } from "../runWords";
import type { Paint } from "./paint";

/** What runs, as far as it is known before the first step. */
export type Opening = Run & {
  users: number;
  /** How many chats are open at all times. */
  streams: number;
  /** Whether users sign in, or only look. @default true */
  signIn?: boolean;
};

/** The first lines: what runs, on what, at which pace, for whom. */
export function openingLines(opening: Opening, { colors }: Paint): string[] {
  const { target } = opening;
  const rows: [string, string][] = [...runRows(opening), ["users", usersOf(opening)]];
  return [
    colors.bold(
      target.kind === "stack"
        ? "Drill: flip and roll back a deployed LobeChat under traffic"
        : "Drill: release, flip and roll back LobeChat under traffic",
    ),
    ...rows.map(([name, value]) => `  ${colors.dim(name.padEnd(8))}  ${value}`),
    "",
  ];
}

function usersOf({ users, streams, signIn = true }: Opening): string {
  if (!signIn) return `${String(users)} look at it throughout, nobody signs in`;
  return `${String(users)} signed in, ${String(streams)} chats streaming throughout`;
}
