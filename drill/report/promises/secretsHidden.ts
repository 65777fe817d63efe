import { counted } from "../words";
import type { Facts, SecretsFact } from "./facts";
import { type Evidence, type Judgement, judged, NOT_EXERCISED } from "./judgement";

/** Rule 10: no secret stands in plain text, in whatever a drill leaves behind or says. */
export function secretsHidden({ secrets }: Pick<Facts, "secrets">): Judgement {
  if (secrets === null || secrets.sought === 0 || secrets.places === 0) return NOT_EXERCISED;
  const { step, sought, places, found } = secrets;
  return judged(
    [...new Set(found.map(({ name }) => name))].map((name) => leakOf(name, found)),
    {
      step,
      text: `${counted(sought, "secret value")} looked for in ${counted(places, "place")}, found in none`,
    },
  );
}

/** Where a secret was seen first, and in how many places beside it. */
function leakOf(name: string, found: SecretsFact["found"]): Evidence {
  const [first, ...others] = found.filter((leak) => leak.name === name);
  const more = others.length === 0 ? "" : `, and in ${counted(others.length, "other place")}`;
  return {
    step: first?.step ?? "",
    text: `${name} stands in plain text in ${first?.place ?? ""}${more}`,
  };
}
