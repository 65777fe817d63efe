import type { Flip, Step } from "../report";
import { counted } from "../words";
import type { Facts } from "./facts";
import { type Evidence, type Judgement, judged, stepOf } from "./judgement";
import { type Changed, isTrafficRule } from "./resources";

/** Rule 1: a flip, or a rollback, updates exactly one resource, the traffic rule. */
export function oneResource({ steps, flips }: Pick<Facts, "steps" | "flips">): Judgement {
  const done = flips.filter(({ refused }) => refused === undefined);
  const rule = done.map((flip) => ruleOf(flip, steps)).find((urn) => urn !== undefined);
  const broken = done.flatMap((flip) => wrongIn(flip, steps, rule));
  const last = done.at(-1);
  return judged(
    broken,
    last && {
      step: last.step,
      text: `${counted(done.length, "change")} of colour, 1 resource each`,
    },
  );
}

function wrongIn(flip: Flip, steps: Step[], rule: string | undefined): Evidence[] {
  const { step, resourcesChanged, changedType } = flip;
  const changed = stepOf(steps, step)?.update?.changed ?? [];
  if (resourcesChanged !== 1) {
    const names = changed.map(({ name }) => name).join(", ");
    return [{ step, text: `${counted(resourcesChanged, "resource")} changed: ${names}` }];
  }
  if (!isTrafficRule({ type: changedType ?? "", name: ruleIn(changed)?.name ?? "" })) {
    return [{ step, text: `it changed a ${String(changedType)} and not the traffic rule` }];
  }
  const urn = ruleOf(flip, steps);
  return urn === rule ? [] : [{ step, text: `it changed ${String(urn)}, others ${String(rule)}` }];
}

function ruleOf({ step }: Flip, steps: Step[]): string | undefined {
  return ruleIn(stepOf(steps, step)?.update?.changed ?? [])?.urn;
}

/** Whatever else an update changed, or the one thing that it did change in the rule's place. */
function ruleIn(changed: readonly Changed[]): Changed | undefined {
  return changed.find(isTrafficRule) ?? changed[0];
}
