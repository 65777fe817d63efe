import type { Color } from "../../config/color";
import { gatherEvidence, type GuardPlace } from "./evidence";
import type { Verdict } from "./finding";
import { judge } from "./judge";

/**
 * Looks at a colour that is to get traffic, by both kinds of evidence.
 *
 * @param share of all users that it is to get, in percent
 * @param overHttps whether it is asked itself; not on the first day, when the load balancer's name may be unknown
 */
export async function proofOf(
  place: GuardPlace,
  color: Color,
  share: number,
  overHttps = true,
): Promise<Verdict> {
  const evidence = await gatherEvidence(place, color, overHttps);
  return judge({ color, share, limits: place.limits, words: place.words }, evidence);
}
