import { counted } from "../words";
import type { Facts } from "./facts";
import { type Judgement, judged, NOT_EXERCISED } from "./judgement";

/** Rule 10: no secret stands in plain text, in whatever a drill leaves behind or says. */
export function secretsHidden({ secrets }: Pick<Facts, "secrets">): Judgement {
  if (secrets === null || secrets.sought === 0 || secrets.places === 0) return NOT_EXERCISED;
  const { step, sought, places, found } = secrets;
  return judged(
    found.map((leak) => ({
      step: leak.step,
      text: `${leak.name} stands in plain text in ${leak.place}`,
    })),
    {
      step,
      text: `${counted(sought, "secret value")} looked for in ${counted(places, "place")}, found in none`,
    },
  );
}
