import { Command } from "@commander-js/extra-typings";
import { otherColor, type Color } from "../../config/color";
import { colorStatus, type ColorStatus } from "../colorStatus";
import { jsonOption, show, stackOption, type Common } from "../commandLine";
import { flipsOf, usualFlipSeconds } from "../flips";
import { situationOf, type Situation } from "../situation";
import { statusLines } from "../statusLines";
import type { Tools } from "../tools";

/** How a stack is, in values that JSON has. */
export interface StackStatus {
  stack: string;
  url: string;
  /** Of this very moment, as ISO 8601. */
  at: string;
  activeColor: Color;
  /** When and by whom traffic came to the active colour; null where the history does not say. */
  activeSince: { at: string; who: string; reason: string | null; update: number } | null;
  canaryPercent: number;
  maintenance: boolean;
  /** The release that a rollback fled from. */
  refused: string | null;
  colors: Record<Color, ColorStatus>;
  rollback: RollbackStatus;
}

/** What a rollback would do now. */
export interface RollbackStatus {
  to: Color;
  release: string;
  /** Whether the other colour has no pods: they have to start first. */
  cold: boolean;
  /** How long it takes: usually, from this stack's own flips, or at most; null: nobody has flipped here yet. */
  seconds: { usually: number } | { atMost: number } | null;
  commands: string[];
}

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
    rollback: rollbackStatus(situation),
  };
}

function activeSince({ updates, deployed }: Situation): StackStatus["activeSince"] {
  const since = flipsOf(updates)[0]?.update ?? updates.at(-1);
  if (since?.activeColor !== deployed.activeColor) return null;
  const { at, who, message, number } = since;
  return { at: at.toISOString(), who, reason: message?.reason ?? null, update: number };
}

function rollbackStatus({ stack, deployed, operations, updates }: Situation): RollbackStatus {
  const to = otherColor(deployed.activeColor);
  const cold = operations.capacity[to].max === 0;
  const usually = usualFlipSeconds(updates);
  const back = `lobechat rollback --reason "…" --stack ${stack.name}`;
  return {
    ...{ to, release: deployed.releases[to].name, cold },
    seconds: cold
      ? { atMost: deployed.longestReleaseSeconds }
      : usually === undefined
        ? null
        : { usually },
    commands: cold ? [`lobechat warm --stack ${stack.name}`, back] : [back],
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
