import { seconds } from "../words";
import type { Facts, HangFact } from "./facts";
import { type Evidence, type Judgement, judged, stepOf } from "./judgement";

/** Rule 5: a rollback never waits for a broken color. */
export function rollbackDoesNotWait({
  steps,
  flips,
  hangs,
}: Pick<Facts, "steps" | "flips" | "hangs">): Judgement {
  const cases = hangs.map((hang) => besideHang(hang, { steps, flips }));
  return judged(
    cases.flatMap((told) => ("broken" in told ? [told.broken] : [])),
    cases.flatMap((told) => ("held" in told ? [told.held] : [])).at(-1),
  );
}

function besideHang(
  { step, endMs }: HangFact,
  { steps, flips }: Pick<Facts, "steps" | "flips">,
): { held: Evidence } | { broken: Evidence } {
  const flip = flips.find((each) => each.step === step && each.kind !== "flip");
  const began = stepOf(steps, step)?.startMs ?? 0;
  if (flip === undefined || flip.acceptedMs === null)
    return { broken: { step, text: "no rollback came through beside a release that hung" } };
  if (flip.acceptedMs >= endMs) {
    const took = seconds(flip.acceptedMs - began);
    const text = `the rollback took ${took}, until the release that hung had given up`;
    return { broken: { step, text } };
  }
  const early = seconds(endMs - flip.acceptedMs);
  const { usersMovedMs } = flip;
  const moved = usersMovedMs === null ? "" : `, users moved in ${seconds(usersMovedMs)}`;
  const text = `traffic was back on ${flip.to} ${early} before a release to ${flip.from} gave up${moved}`;
  return { held: { step, text } };
}
