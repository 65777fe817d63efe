import { gatherEvidence } from "../components/guard/evidence";
import { judge } from "../components/guard/judge";
import { findingText, refusalText } from "../components/guard/refusalText";
import type { Color } from "../config/color";
import { guardPlaceOf } from "./guardPlace";
import { Refusal } from "./refusal";
import type { Situation } from "./situation";
import type { Tools } from "./tools";

/**
 * Looks where the guard in the update will look, but does not go on without having seen the colour itself: the
 * update would let the load balancer's count decide alone.
 *
 * @param share of all users that the colour is to get, in percent
 * @throws Refusal with what speaks against the colour; nothing was changed
 */
export async function prove(
  tools: Tools,
  situation: Situation,
  { color, share }: { color: Color; share: number },
): Promise<void> {
  const { flipGuard } = situation.operations;
  if (flipGuard === "off") return;
  const place = guardPlaceOf(tools, situation);
  const evidence = await gatherEvidence(place, color, true);
  const { refusals, warnings } = judge(
    { color, share, limits: place.limits, words: place.words },
    evidence,
  );
  const { look } = evidence;
  if (look?.kind === "unreachable" && flipGuard === "enforce")
    throw new Refusal(unreachable(situation, color, look.why));
  for (const finding of warnings) tools.terminal.tell(`warning:\n${findingText(finding)}`);
  if (refusals.length === 0) return;
  const text = refusalText(`${color} is not fit to serve; traffic stays where it is.`, refusals);
  if (flipGuard === "enforce") throw new Refusal(text);
  tools.terminal.tell(`warning: flipGuard is warn, so this stops nothing. ${text}`);
}

/** @throws Refusal when a rollback fled from what the colour still has, and nobody asked for it again */
export function refuseFled(
  { deployed, operations }: Situation,
  color: Color,
  again: boolean | undefined,
): void {
  const { name } = deployed.releases[color];
  if (operations.refused !== name || again === true) return;
  throw new Refusal(
    `A rollback fled from ${name}, which ${color} still has: release another one to ${color}, or add --again. Nothing was changed.`,
  );
}

function unreachable({ operations }: Situation, color: Color, why: string): string {
  const { host, port } = operations;
  return `Nobody has seen ${color} answer: ${host}:${port} cannot be reached from here (${why}). Run this from where lobechat:allowedCidrs lets users in. Nothing was changed.`;
}
