import { stackRule, type Look } from "../rule";
import type { Seen } from "../seen";
import type { Stack } from "../stack";
import { alarmsOf } from "./colorAlarms";
import { COMPOSITE_ALARM, KINDS } from "./alarms";

const DEPLOYMENT = "kubernetes:apps/v1:Deployment";

/** What rolls back by itself goes by these two alone: p99 has the model's own first token in it. */
const ACTING = ["errors", "hosts"] as const;

export const colorsAreWatched = stackRule({
  name: "colors-are-watched",
  description:
    "Each colour has alarms on 5xx, hosts, p99 and restarts, and one that joins the first two.",
  severity: "critical",
  mend: "keep colorAlarms() of components/aws/colorAlarms.ts for both colours, the idle one too: a flip to a colour that nobody watches is a flip in the dark.",
  check: (stack, look) => {
    for (const color of ["blue", "green"]) {
      const deployment = stack.named(DEPLOYMENT, color);
      if (deployment !== undefined) checkColor(stack, deployment, look);
    }
  },
});

function checkColor(stack: Stack, deployment: Seen, look: Look): void {
  const color = deployment.name;
  for (const kind of KINDS)
    look(deployment, () =>
      alarmsOf(color, kind, stack).length > 0 ? undefined : `has no alarm on its ${WORDS[kind]}`,
    );
  const composite = stack.named(COMPOSITE_ALARM, color);
  look(deployment, () =>
    composite === undefined ? "has no alarm that joins the two that act" : undefined,
  );
  if (composite !== undefined) look(composite, () => joinsOthers(composite, stack));
}

const WORDS = {
  errors: "5xx, by their share of the requests",
  hosts: "healthy hosts",
  p99: "slowest answers (p99)",
  restarts: "restarts",
} as const;

function joinsOthers(composite: Seen, stack: Stack): string | undefined {
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

function nameOf(alarm: Seen): string {
  return alarm.text("name") ?? "";
}
