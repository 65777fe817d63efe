import * as pulumi from "@pulumi/pulumi";
import type { Color } from "../../config/color";
import { known } from "../app/known";
import type { FlipLimits, GuardPlace } from "./evidence";
import type { Finding } from "./finding";
import { proofOf } from "./proof";
import { fledFrom, heldByCookie } from "./refusals";
import { refusalText } from "./refusalText";
import { shiftOf, type RuleState, type Shift } from "./ruleState";

/** How strict the guard is, and what it measures a colour by. */
export interface GuardSettings {
  /** What becomes of a flip to a colour that does not prove itself. */
  flipGuard: "enforce" | "warn" | "off";
  flipLimits: FlipLimits;
  /** Whether traffic may go back to the release that was fled from. */
  again: boolean;
  /** What runs in each colour, as it was deployed. */
  stacks: Record<Color, { deployed: pulumi.Output<{ name: string; version: string }> }>;
}

/** Who gets the traffic now, and who is to get it. */
export interface Change {
  /** undefined: nobody yet. */
  before: RuleState | undefined;
  after: RuleState;
}

/**
 * Looks at the colour that is to get traffic, whichever platform it runs on. In a preview, and with
 * `flipGuard: warn`, it only warns.
 *
 * @throws Error with what was seen, what is needed and what to do; then traffic has to stay where it is
 */
export async function guardFlip(
  settings: GuardSettings,
  place: GuardPlace,
  { before, after }: Change,
): Promise<void> {
  const shift = shiftOf(before, after);
  const refusals = await refusalsOf(settings, place, before, shift);
  if (refusals.length === 0) return;
  const text = refusalText(titleOf(shift, before, place), refusals);
  if (settings.flipGuard === "enforce" && !pulumi.runtime.isDryRun()) throw new Error(text);
  await pulumi.log.warn(text);
}

async function refusalsOf(
  { stacks, again }: GuardSettings,
  place: GuardPlace,
  before: RuleState | undefined,
  shift: Shift,
): Promise<Finding[]> {
  if (shift.kind === "none") return [];
  if (shift.kind === "holdsUsers") return [heldByCookie(shift.to, pulumi.getStack())];
  const { color, share } = shift;
  const release = await known(stacks[color].deployed);
  if (release !== undefined && release.name === before?.refused && !again)
    return [fledFrom(release.name, color, pulumi.getStack(), place.words)];
  const proof = await proofOf(
    { ...place, releases: release === undefined ? {} : { [color]: release } },
    color,
    share,
    before !== undefined,
  );
  for (const warning of proof.warnings)
    await pulumi.log.warn(
      refusalText(`${color} gets ${share} % of the users all the same:`, [warning]),
    );
  return proof.refusals;
}

function titleOf(shift: Shift, before: RuleState | undefined, { words }: GuardPlace): string {
  if (shift.kind === "holdsUsers")
    return `The flip to ${shift.to} is refused; traffic stays as it is.`;
  if (shift.kind === "none" || before === undefined)
    return `The first traffic is refused; everyone gets ${words.nobodyServes}.`;
  const stays =
    before.weights[before.active] === 0 ? "behind the maintenance page" : `on ${before.active}`;
  const what = shift.isFlip ? "flip" : shift.color === before.active ? "way back" : "canary";
  return `The ${what} to ${shift.color} is refused; traffic stays ${stays}.`;
}
