import { Argument, Command } from "@commander-js/extra-typings";
import { gatherEvidence } from "../../components/guard/evidence";
import { judge } from "../../components/guard/judge";
import { findingText, refusalText } from "../../components/guard/refusalText";
import { COLORS, otherColor, type Color } from "../../config/color";
import { ask } from "../ask";
import { jsonOption, show, stackOption, yesOption, type Changing } from "../commandLine";
import { guardPlaceOf } from "../guardPlace";
import { movedLines, moveTraffic, type TrafficMoved } from "../moveTraffic";
import { Refusal } from "../refusal";
import { situationOf, type Situation } from "../situation";
import type { Tools } from "../tools";

export interface FlipOptions extends Changing {
  /** undefined: the one that does not serve. */
  color?: Color | undefined;
  /** Also to the release that a rollback fled from. */
  again?: boolean | undefined;
}

/**
 * Moves all users to the other colour, once that has proved itself.
 *
 * @throws Refusal: traffic is then where it was, and so is the configuration
 */
export async function flip(tools: Tools, options: FlipOptions): Promise<TrafficMoved> {
  const situation = await situationOf(tools, options.stack);
  const { deployed, operations } = situation;
  const from = deployed.activeColor;
  const to = options.color ?? otherColor(from);
  const { name } = deployed.releases[to];
  if (to === from) throw new Refusal(alreadyActive(situation));
  if (operations.refused === name && options.again !== true) throw new Refusal(fledFrom(name, to));

  await prove(tools, situation, to);
  const question = `Move all users of ${deployed.url} from ${from} ${deployed.releases[from].name} to ${to} ${name}?`;
  await ask(tools.terminal, question, options.yes);
  return moveTraffic(tools, situation, {
    kind: "flip",
    activeColor: to,
    canaryPercent: 0,
    refused: null,
    again: options.again === true,
  });
}

/** Looks where the guard in the update will look, but does not go on without having seen the colour itself. */
async function prove(tools: Tools, situation: Situation, to: Color): Promise<void> {
  const { flipGuard } = situation.operations;
  if (flipGuard === "off") return;
  const place = guardPlaceOf(tools, situation);
  const evidence = await gatherEvidence(place, to, true);
  const { refusals, warnings } = judge({ color: to, share: 100, limits: place.limits }, evidence);
  const { look } = evidence;
  if (look?.kind === "unreachable" && flipGuard === "enforce")
    throw new Refusal(unreachable(situation, to, look.why));
  for (const finding of warnings) tools.terminal.tell(`warning:\n${findingText(finding)}`);
  if (refusals.length === 0) return;
  const text = refusalText(`${to} is not fit to serve; traffic stays where it is.`, refusals);
  if (flipGuard === "enforce") throw new Refusal(text);
  tools.terminal.tell(`warning: flipGuard is warn, so this stops nothing. ${text}`);
}

function alreadyActive({ deployed, stack }: Situation): string {
  const { activeColor, weights, releases } = deployed;
  const idle = otherColor(activeColor);
  const serves = `${activeColor} (${releases[activeColor].name}) is active already`;
  return weights[idle] === 0
    ? `${serves}: nothing was changed.`
    : `${serves}, and ${idle} has a canary of ${weights[idle]} %: \`lobechat canary 0 --stack ${stack.name}\` ends it. Nothing was changed.`;
}

function fledFrom(release: string, to: Color): string {
  return `A rollback fled from ${release}, which ${to} still has: release another one to ${to}, or add --again. Nothing was changed.`;
}

function unreachable({ operations }: Situation, to: Color, why: string): string {
  const { host, port } = operations;
  return `Nobody has seen ${to} answer: ${host}:${port} cannot be reached from here (${why}). Run this from where lobechat:allowedCidrs lets users in. Nothing was changed.`;
}

export function flipCommand(tools: Tools) {
  return new Command("flip")
    .summary("moves all users to the other color, once that has proved itself")
    .description(
      "Moves all users to the other color (or to the named one). It looks at the color first, asks, and then runs an update that is narrowed to the traffic rule. A canary ends with it.",
    )
    .addArgument(new Argument("[color]", "blue or green").choices(COLORS))
    .option("--again", "also to the release that a rollback fled from")
    .addOption(stackOption())
    .addOption(yesOption())
    .addOption(jsonOption())
    .addHelpText("after", "\nExamples:\n  lobechat flip\n  lobechat flip green --stack prod --yes")
    .action(async (color, { json, ...options }) => {
      show(tools.terminal, json, await flip(tools, { ...options, color }), movedLines);
    });
}
