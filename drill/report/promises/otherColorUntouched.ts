import { otherColor } from "../../../config/color";
import { counted } from "../words";
import type { Facts, ReleaseFact } from "./facts";
import { type Evidence, type Judgement, judged, stepOf } from "./judgement";
import { type Changed, belongsTo, isTrafficRule } from "./resources";

/** Rule 2: a release to one color touches neither the other color nor the traffic rule. */
export function otherColorUntouched({
  steps,
  releases,
}: Pick<Facts, "steps" | "releases">): Judgement {
  const ran = releases.filter(({ step }) => stepOf(steps, step)?.update !== undefined);
  const broken = ran.flatMap((release): Evidence[] =>
    (stepOf(steps, release.step)?.update?.changed ?? [])
      .filter((changed) => isForeign(changed, release))
      .map(({ op, type, name }) => ({
        step: release.step,
        text: `${op} of ${type} "${name}" in a release to ${release.color}`,
      })),
  );
  const last = ran.at(-1);
  return judged(
    broken,
    last && {
      step: last.step,
      text: `${counted(ran.length, "release")} left the other colour and the traffic rule alone`,
    },
  );
}

function isForeign(changed: Changed, { color }: ReleaseFact): boolean {
  if (belongsTo(color, changed)) return false;
  return belongsTo(otherColor(color), changed) || isTrafficRule(changed);
}
