import type { Seen } from "../seen";
import type { Stack } from "../stack";
import { alarmsOf } from "./colorAlarms";

/** What rolls back by itself goes by these two alone: p99 has the model's own first token in it. */
const ACTING = ["errors", "hosts"] as const;

/** What is wrong with the one alarm of a colour that the guard and the automatic rollback go by. */
export function joinsOthers(composite: Seen, stack: Stack): string | undefined {
  const rule = composite.text("alarmRule") ?? "";
  const joined = [...rule.matchAll(/\bALARM\("?([^")]+)"?\)/g)].map(([, name]) => name ?? "");
  const acting = ACTING.flatMap((kind) => alarmsOf(composite.name, kind, stack)).map(nameOf);
  // That one is missing was said already.
  if (acting.length < ACTING.length) return undefined;
  const left = acting.filter((name) => !joined.includes(name));
  const others = joined.filter((name) => !acting.includes(name));
  if (left.length > 0) return `leaves out ${left.join(", ")}`;
  if (others.length > 0) return `acts on ${others.join(", ")} too`;
  return /\b(AND|NOT)\b/.test(rule) ? "asks for more than one of its two alarms" : undefined;
}

/** In CloudWatch. */
function nameOf(alarm: Seen): string {
  return alarm.text("name") ?? "";
}
