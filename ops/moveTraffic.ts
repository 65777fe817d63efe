import { isDeepStrictEqual } from "node:util";
import { otherColor, type Color } from "../config/color";
import { changedKeys, runWith, withValues } from "./configChange";
import { deployedConfig, OPERATIONAL_KEYS } from "./deployed";
import { updateMessage, type UpdateKind } from "./message";
import { deployedOf } from "./operations";
import { Refusal } from "./refusal";
import { runUpdate, type UpdateRun } from "./runUpdate";
import type { Situation } from "./situation";
import type { Tools } from "./tools";

/** Who is to get the traffic from now on. */
export interface Move {
  kind: UpdateKind;
  activeColor: Color;
  /** Of all users, in percent: what the idle colour gets. */
  canaryPercent: number;
  /** The release that a rollback flees from; null: none. */
  refused: string | null;
  /** Lets traffic go to the release that a rollback fled from, this once. */
  again?: boolean;
  reason?: string | undefined;
}

/** What became of the traffic, in values that JSON has. */
export interface TrafficMoved {
  stack: string;
  kind: UpdateKind;
  from: { color: Color; release: string };
  to: { color: Color; release: string };
  /** The share of all users that the colour has which does not serve; null: none. */
  canary: { color: Color; release: string; percent: number } | null;
  /** Whether everybody gets a 503 page meanwhile. */
  maintenance: boolean;
  resourcesChanged: number;
  seconds: number;
  warnings: string[];
  /** The command that undoes it; null: there is nothing to go back to. */
  back: string | null;
}

/**
 * Changes the traffic rule and nothing else, by an update that is narrowed to it and runs with the configuration
 * that is deployed. What the checkout has beyond that stays where it is, and is told.
 *
 * @throws Refusal, StackLocked: the configuration is then as it was
 */
export async function moveTraffic(
  tools: Tools,
  situation: Situation,
  move: Move,
): Promise<TrafficMoved> {
  const { stack, deployed } = situation;
  await refuseMoved(situation);
  const before = await stack.deployment.getAllConfig();
  const running = await deployedConfig(stack.deployment);
  tellLeftOut(tools, changedKeys(before, running));

  const traffic = {
    activeColor: move.activeColor,
    canaryPercent: String(move.canaryPercent),
    refused: move.refused,
  };
  const during = withValues(running, { ...traffic, ...(move.again === true && { again: "true" }) });
  const after = withValues(before, traffic);
  const target = [deployed.trafficRule];
  const message = messageOf(tools, situation, move);
  const run = await runWith(stack.deployment, { before, during, after }, () =>
    runUpdate(tools, situation, { target, message }),
  );
  return movedBy(situation, move, run);
}

/** What has moved the traffic, told like every other move. */
export function movedBy(
  { stack, deployed, operations }: Situation,
  move: Move,
  run: UpdateRun,
): TrafficMoved {
  const { kind, activeColor, canaryPercent } = move;
  const of = (color: Color) => ({ color, release: deployed.releases[color].name });
  const canary =
    canaryPercent === 0 ? null : { ...of(otherColor(activeColor)), percent: canaryPercent };
  return {
    ...{ stack: stack.name, kind, from: of(deployed.activeColor), to: of(activeColor) },
    ...{ canary, maintenance: operations.maintenance, ...run },
    back: wayBack(stack.name, move),
  };
}

function wayBack(stack: string, { kind, canaryPercent }: Move): string | null {
  if (kind !== "canary")
    return kind === "flip"
      ? `lobechat rollback --reason "…" --stack ${stack}`
      : `lobechat flip --again --stack ${stack}`;
  return canaryPercent === 0 ? null : `lobechat canary 0 --stack ${stack}`;
}

/** The same for people. */
export function movedLines(moved: TrafficMoved): string[] {
  const { to, canary, maintenance, resourcesChanged, seconds, back } = moved;
  const changed = resourcesChanged === 1 ? "1 resource" : `${resourcesChanged} resources`;
  const where =
    canary === null
      ? `All users ${maintenance ? "will be on" : "are on"} ${to.color} ${to.release}${maintenance ? " once maintenance is over" : ""}`
      : `${canary.color} ${canary.release} has ${canary.percent} % of all users, ${to.color} ${to.release} the others`;
  return [
    `${where}: ${changed} changed in ${seconds.toFixed(0)} s.`,
    ...(back === null ? [] : [`To go back: ${back}`]),
  ];
}

/** Between the question and its answer somebody else may have moved the traffic. */
async function refuseMoved({ stack, deployed }: Situation): Promise<void> {
  const { activeColor, weights } = deployedOf(await stack.deployment.outputs());
  if (isDeepStrictEqual(weights, deployed.weights)) return;
  const canary = weights[otherColor(activeColor)];
  const share = canary === 0 ? "" : `, with a canary of ${canary} %`;
  throw new Refusal(
    `Somebody else moved the traffic meanwhile: ${activeColor} serves now${share}. Nothing was changed.`,
  );
}

/** A canary is about the colour that gets its users. */
export function messageOf(tools: Tools, { deployed }: Situation, move: Move): string {
  const { kind, activeColor, reason } = move;
  const color = kind === "canary" ? otherColor(activeColor) : activeColor;
  const because = reason === undefined ? {} : { reason };
  const release = deployed.releases[color].name;
  return updateMessage({ kind, color, release, ...because, caller: tools.caller() });
}

function tellLeftOut({ terminal }: Tools, keys: readonly string[]): void {
  const others = keys.filter((key) => !OPERATIONAL_KEYS.some((operational) => operational === key));
  if (others.length === 0) return;
  terminal.tell(`Not deployed, and left out of this: ${others.join(", ")}.`);
}
