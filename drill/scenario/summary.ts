import type { Color } from "../report/report";
import type { Wanted } from "./stackConfig";

/** What an update means, in words, from what was deployed and what is wanted. */
export function summaryOf(before: Wanted | undefined, after: Wanted): string {
  if (before === undefined) return `deploys both colours, ${after.activeColor} active`;
  const parts = [flipWords(before, after), ...releaseWords(before, after)].filter(
    (words) => words !== undefined,
  );
  return parts.length === 0 ? "changes nothing" : parts.join(", and ");
}

function flipWords(before: Wanted, after: Wanted): string | undefined {
  const { activeColor: from } = before;
  const { activeColor: to } = after;
  if (from === to) return undefined;
  return `flips traffic from ${from} ${before[from].version} to ${to} ${after[to].version}`;
}

function releaseWords(before: Wanted, after: Wanted): string[] {
  const colors: Color[] = ["blue", "green"];
  return colors
    .filter((color) => before[color].name !== after[color].name)
    .map((color) => {
      const role = color === after.activeColor ? "serving" : "idle";
      return `releases ${after[color].version} to ${color}, which is ${role}`;
    });
}
