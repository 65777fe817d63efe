import { DEPLOYMENT } from "../pods/workloads";
import { stackRule, type Look } from "../rule";
import type { Seen } from "../seen";
import type { Stack } from "../stack";
import { COMPOSITE_ALARM, KINDS, METRIC_ALARM } from "./alarms";
import { alarmsOf } from "./colorAlarms";
import { joinsOthers } from "./joinedAlarms";
import { afterTraffic, otherMeasure } from "./sameMeasure";

export const colorsAreWatchedAlike = stackRule({
  name: "colors-are-watched-alike",
  description:
    "Each colour has alarms on 5xx, hosts, p99 and restarts, and one that joins the first two: the same for both, whoever serves.",
  severity: "critical",
  mend: "keep colorAlarms() of components/aws/colorAlarms.ts for both colours, the idle one too, with the limits of lobechat:alarms and never by lobechat:activeColor: a flip to a colour that nobody watches is a flip in the dark.",
  check: (stack, look) => {
    for (const color of ["blue", "green"]) {
      const deployment = stack.named(DEPLOYMENT, color);
      if (deployment !== undefined) lookAtColor(stack, deployment, look);
    }
    for (const alarm of stack.of(METRIC_ALARM))
      if (alarm.name.startsWith("green-")) look(alarm, () => otherMeasure(alarm, stack));
    for (const alarm of stack.of(METRIC_ALARM, COMPOSITE_ALARM)) look(alarm, afterTraffic);
  },
});

function lookAtColor(stack: Stack, deployment: Seen, look: Look): void {
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
