import { Command } from "@commander-js/extra-typings";
import { otherColor } from "../../config/color";
import { colorStatus } from "../colorStatus";
import { jsonOption, show, stackOption, type Common } from "../commandLine";
import { situationOf } from "../situation";
import { activeSince, wayBackOf, type StackStatus } from "../stackStatus";
import { statusLines } from "../statusLines";
import type { Tools } from "../tools";

/** Reads everything about both colours, and changes nothing. @throws Refusal when nothing is deployed */
export async function status(tools: Tools, { stack }: Common): Promise<StackStatus> {
  const situation = await situationOf(tools, stack);
  const { deployed, operations } = situation;
  const { activeColor, weights, url } = deployed;
  return {
    ...{ stack: situation.stack.name, url, at: tools.now().toISOString(), activeColor },
    activeSince: activeSince(situation),
    canaryPercent: weights[otherColor(activeColor)],
    ...{ maintenance: operations.maintenance, refused: operations.refused },
    colors: await colorStatus(tools, situation),
    wayBack: wayBackOf(situation),
  };
}

export function statusCommand(tools: Tools) {
  return new Command("status")
    .summary("shows both colors: release, health, users, alarm, since when and by whom")
    .description(
      "Shows both colors, and how to go back. It changes nothing, and what it cannot ask from here is unknown.",
    )
    .addOption(stackOption())
    .addOption(jsonOption())
    .addHelpText("after", "\nExamples:\n  lobechat status\n  lobechat status --json | jq .colors")
    .action(async ({ json, ...options }) => {
      show(tools.terminal, json, await status(tools, options), statusLines);
    });
}
