import { Argument, Command } from "@commander-js/extra-typings";
import { otherColor } from "../../config/color";
import { ask } from "../ask";
import { jsonOption, show, stackOption, yesOption, type Changing } from "../commandLine";
import { movedLines, moveTraffic, type TrafficMoved } from "../moveTraffic";
import { prove, refuseFled } from "../prove";
import { Refusal } from "../refusal";
import { situationOf } from "../situation";
import type { Tools } from "../tools";

export interface CanaryOptions extends Changing {
  /** Of all users: what the idle colour gets. 0 ends the canary. */
  percent: number;
  /** Also of the release that a rollback fled from. */
  again?: boolean | undefined;
}

const MOST_PERCENT = 50;

/**
 * Gives a share of all users to the colour that does not serve, and keeps them there.
 *
 * @throws Refusal: traffic is then where it was, and so is the configuration
 */
export async function canary(tools: Tools, options: CanaryOptions): Promise<TrafficMoved> {
  const { percent } = options;
  if (!Number.isInteger(percent) || percent < 0 || percent > MOST_PERCENT)
    throw new Refusal(
      `A canary takes a whole number from 0 to ${MOST_PERCENT} percent, as in \`lobechat canary 10\`; for everybody there is \`lobechat flip\`.`,
    );
  const situation = await situationOf(tools, options.stack);
  const { activeColor, weights, releases } = situation.deployed;
  const idle = otherColor(activeColor);
  if (weights[idle] === percent)
    throw new Refusal(`${idle} has ${percent} % of all users already: nothing was changed.`);
  // Who serves has proved itself: the end of a canary waits for nothing.
  if (percent > 0) {
    refuseFled(situation, idle, options.again);
    await prove(tools, situation, { color: idle, share: percent });
  }
  const { name } = releases[idle];
  await ask(
    tools.terminal,
    `Give ${idle} ${name} ${percent} % of all users, instead of ${weights[idle]} %?`,
    options.yes,
  );
  return moveTraffic(tools, situation, {
    ...{ kind: "canary", activeColor, canaryPercent: percent, refused: null },
    reason: percent === 0 ? "ended" : `${percent} % of all users`,
    again: options.again === true,
  });
}

export function canaryCommand(tools: Tools) {
  return new Command("canary")
    .summary("gives a share of all users to the color that does not serve")
    .description(
      "Gives a share of all users to the color that does not serve, and keeps them there. Raising, lowering and ending it (0) each change the traffic rule alone; a flip ends it too.",
    )
    .addArgument(new Argument("<percent>", `a whole number from 0 to ${MOST_PERCENT}`))
    .option("--again", "also of the release that a rollback fled from")
    .addOption(stackOption())
    .addOption(yesOption())
    .addOption(jsonOption())
    .addHelpText("after", "\nExamples:\n  lobechat canary 10\n  lobechat canary 0 --yes")
    .action(async (text, { json, ...options }) => {
      const percent = /^\d+$/.test(text) ? Number(text) : Number.NaN;
      show(tools.terminal, json, await canary(tools, { ...options, percent }), movedLines);
    });
}
