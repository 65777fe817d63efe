import { Argument, Command } from "@commander-js/extra-typings";
import { COLORS, otherColor, type Color } from "../../config/color";
import { ask } from "../ask";
import { jsonOption, show, stackOption, yesOption, type Changing } from "../commandLine";
import { movedLines, moveTraffic, type TrafficMoved } from "../moveTraffic";
import { prove, refuseFled } from "../prove";
import { Refusal } from "../refusal";
import { situationOf, type Situation } from "../situation";
import type { Tools } from "../tools";
import { said } from "../said";

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
  const { deployed } = situation;
  const from = deployed.activeColor;
  const to = options.color ?? otherColor(from);
  if (to === from) throw new Refusal(alreadyActive(situation));
  refuseFled(situation, to, options.again);
  await prove(tools, situation, { color: to, share: 100 });
  const [leaving, coming] = [deployed.releases[from].name, deployed.releases[to].name];
  await ask(
    tools.terminal,
    `Move all users of ${deployed.url} from ${from} ${leaving} to ${to} ${coming}?`,
    options.yes,
  );
  const move = { kind: "flip", activeColor: to, canaryPercent: 0, refused: null } as const;
  const moved = await moveTraffic(tools, situation, { ...move, again: options.again === true });
  return { ...moved, warnings: [...moved.warnings, ...(await publish(tools, situation))] };
}

/** A night runs what the last flip ran. Traffic has moved: that the bundle has not is a warning. */
async function publish(tools: Tools, { stack, operations }: Situation): Promise<string[]> {
  if (operations.bundleBucket === null || tools.publishBundle === undefined) return [];
  tools.terminal.tell("Traffic has moved. Packing what an automatic rollback runs from …");
  try {
    tools.terminal.tell(`Published to ${await tools.publishBundle(stack, operations)}.`);
    return [];
  } catch (error) {
    const why = said(error);
    const warning = `The bundle of the automatic rollback is the old one: ${why} \`lobechat bundle --publish --stack ${stack.name}\` tries again.`;
    tools.terminal.tell(`warning: ${warning}`);
    return [warning];
  }
}

function alreadyActive({ deployed, stack }: Situation): string {
  const { activeColor, weights, releases } = deployed;
  const idle = otherColor(activeColor);
  const serves = `${activeColor} (${releases[activeColor].name}) is active already`;
  return weights[idle] === 0
    ? `${serves}: nothing was changed.`
    : `${serves}, and ${idle} has a canary of ${weights[idle]} %: \`lobechat canary 0 --stack ${stack.name}\` ends it. Nothing was changed.`;
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
