import type { Flip, Step } from "../report";
import { counted } from "../words";
import type { Facts } from "./facts";
import { type Evidence, type Judgement, judged, stepOf } from "./judgement";

/** Rule 4: the incoming colour proves itself before traffic moves; a refusal says why, and users notice nothing. */
export function incomingProves({ steps, flips }: Pick<Facts, "steps" | "flips">): Judgement {
  const refused = flips.filter((flip) => flip.refused !== undefined);
  const last = refused.at(-1);
  return judged(
    [
      ...refused.flatMap((flip) => wrongIn(flip, stepOf(steps, flip.step))),
      ...letThrough(steps, flips),
    ],
    last && {
      step: last.step,
      text: `${counted(refused.length, "flip")} refused, traffic stayed, 0 failed; ${counted(flips.length - refused.length, "other")} looked at first`,
    },
  );
}

function wrongIn({ step, to, refused, acceptedMs }: Flip, seen: Step | undefined): Evidence[] {
  if (acceptedMs !== null) return [{ step, text: `it was refused, and moved traffic to ${to}` }];
  if (refused?.check === "") return [{ step, text: "the refusal names no check" }];
  const failed = seen?.traffic.failed ?? 0;
  return failed === 0 ? [] : [{ step, text: `${counted(failed, "request")} failed meanwhile` }];
}

/** A flip that was to be refused, and went through. */
function letThrough(steps: readonly Step[], flips: readonly Flip[]): Evidence[] {
  return flips
    .filter(({ step, acceptedMs }) => {
      const expected = stepOf(steps, step)?.expected;
      return expected === "refused" && acceptedMs !== null;
    })
    .map(({ step, to }) => ({ step, text: `${to} was not fit to serve, and got the traffic` }));
}
