import type { NamedSecret } from "../../cloud/cloud";
import type { SecretsFact } from "../../report/promises/facts";
import type { Step } from "../../report/report";
import type { Leaving } from "./leavings";
import { SecretSearch } from "./secretSearch";

/** Looks for every secret in everything that is left. Of what it finds it tells the name and the place alone. */
export function lookForSecrets(
  secrets: readonly NamedSecret[],
  leavings: Iterable<Leaving>,
  steps: readonly Pick<Step, "id">[],
): SecretsFact {
  const lastStep = steps.at(-1)?.id ?? "";
  const search = new SecretSearch(secrets);
  const found: SecretsFact["found"] = [];
  let places = 0;
  for (const { place, step = lastStep, content } of leavings) {
    places += 1;
    for (const name of search.namesIn(content)) found.push({ name, place, step });
  }
  return { step: lastStep, sought: search.size, places, found };
}
