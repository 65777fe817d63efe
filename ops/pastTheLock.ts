import { breakGlass } from "./breakGlass";
import { messageOf, movedBy, type Move, type TrafficMoved } from "./moveTraffic";
import type { Patience } from "./night/patience";
import { reconcile } from "./reconcile";
import type { Situation } from "./situation";
import type { Tools } from "./tools";

/**
 * Moves the traffic although another update has the stack, and stays until an update has written that down.
 *
 * @throws Refusal when the guard refuses, and traffic is where it was; or with the line that writes it down by hand
 */
export async function pastTheLock(
  tools: Tools,
  situation: Situation,
  move: Move & { refused: string; reason: string },
  patience?: Patience,
): Promise<TrafficMoved> {
  const { activeColor: to, refused, reason } = move;
  const began = tools.now().getTime();
  const { recorded } = await breakGlass(tools, situation.stack, { to, refused, reason });
  const seconds = (tools.now().getTime() - began) / 1000;
  const broken = { ...move, kind: "break-glass" } as const;
  tools.terminal.tell(
    `All users are on ${to}. Until an update has written it down, it stands in ${recorded}.`,
  );
  const message = messageOf(tools, situation, broken);
  await reconcile(tools, situation.stack, { to, refused, reason }, message, patience);
  return movedBy(situation, broken, { resourcesChanged: 1, seconds, warnings: [] });
}
