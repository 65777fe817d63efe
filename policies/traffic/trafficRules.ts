import { COLORS, type Color } from "../../config/color";
import type { Seen } from "../seen";
import type { Stack } from "../stack";
import { LISTENER_RULES, TARGET_GROUPS } from "../balancerTypes";

/** The rules that take whatever no other does: one, in this program. */
export function trafficRulesOf(stack: Stack): Seen[] {
  return stack.of(...LISTENER_RULES).filter(takesEverything);
}

/** Those that take a few requests before the traffic rule does. */
export function rulesBeside(stack: Stack): Seen[] {
  return stack.of(...LISTENER_RULES).filter((rule) => !takesEverything(rule));
}

/** Who serves, as the rule says it. */
export function activeColorOf(rule: Seen): Color | undefined {
  const active = rule.text("tags", "active");
  return COLORS.find((color) => color === active);
}

export function groupOf(stack: Stack, color: Color): Seen | undefined {
  return stack.of(...TARGET_GROUPS).find(({ name }) => name === color);
}

/** The paths that a rule takes; none for one that looks at something else. */
export function pathsOf(rule: Seen): string[] {
  return rule.parts("conditions").flatMap((condition) => condition.texts("pathPattern", "values"));
}

/** A listener asks lower numbers first; a rule without one is put last. */
export function priorityOf(rule: Seen): number {
  return rule.number("priority") ?? Infinity;
}

function takesEverything(rule: Seen): boolean {
  return rule.has("tags", "active") || pathsOf(rule).includes("/*");
}
