import { setTimeout as sleep } from "node:timers/promises";
import { Command } from "@commander-js/extra-typings";
import type { Asked } from "../../components/guard/evidence";
import { targetHealth } from "../../components/guard/targetHealth";
import { otherColor, type Color } from "../../config/color";
import { ask } from "../ask";
import { withCapacity } from "../catalogue";
import { jsonOption, show, stackOption, yesOption, type Changing } from "../commandLine";
import { configOnDeployed, fullUpdate } from "../fullUpdate";
import type { Capacity } from "../combination";
import { updateMessage } from "../message";
import { Refusal } from "../refusal";
import { situationOf, type Situation } from "../situation";
import type { Tools } from "../tools";
import { said } from "../said";

/** A colour that has pods again, in values that JSON has. */
export interface Warmed {
  stack: string;
  color: Color;
  release: string;
  capacity: Capacity;
  resourcesChanged: number;
  seconds: number;
  warnings: string[];
  /** How many of its pods the load balancer trusts; null: it could not be asked. */
  healthy: number | null;
}

/**
 * Gives the colour that does not serve as many pods as the one that does, and waits for them.
 *
 * @throws Refusal; the configuration is then as it was, unless it says that the pods are there and not healthy
 */
export async function warm(tools: Tools, options: Changing): Promise<Warmed> {
  const situation = await situationOf(tools, options.stack);
  const { stack, deployed, operations } = situation;
  const color = otherColor(deployed.activeColor);
  const { [color]: has, [deployed.activeColor]: capacity } = operations.capacity;
  const { name } = deployed.releases[color];
  const pods = ({ min, max }: Capacity) => `${min} to ${max} pods`;
  if (has.max > 0)
    throw new Refusal(`${color} is warm already, with ${pods(has)}: nothing was changed.`);
  const { before, config } = await configOnDeployed(tools, situation);
  await ask(tools.terminal, `Give ${color} ${name} ${pods(capacity)}?`, options.yes);
  const during = withCapacity(config, color, capacity);
  const message = updateMessage({ kind: "warm", color, release: name, caller: tools.caller() });
  const run = await fullUpdate(tools, situation, { before, during, message });
  const healthy = await untilHealthy(tools, situation, color, capacity.min);
  return { ...{ stack: stack.name, color, release: name, capacity }, ...run, healthy };
}

/** Kubernetes' word is not the load balancer's: that asks each pod a few times first. */
async function untilHealthy(
  tools: Tools,
  { operations }: Situation,
  color: Color,
  wanted: number,
): Promise<number | null> {
  const access = tools.awsAccess(operations.region);
  for (let second = 0; ; second++) {
    const seen = await asked(targetHealth(access, operations.targetGroups[color]));
    if ("why" in seen) {
      tools.terminal.tell(`warning: the load balancer could not be asked: ${seen.why}`);
      return null;
    }
    const { healthy, reasons } = seen.answer;
    if (healthy >= wanted) return healthy;
    if (second === PATIENCE_SECONDS)
      throw new Refusal(
        `${color} has its pods, but after ${PATIENCE_SECONDS} s the load balancer trusts ${healthy} of ${wanted} (${reasons.join(", ")}): \`lobechat status\` shows how it goes on.`,
      );
    await sleep(1000);
  }
}

async function asked<T>(question: Promise<T>): Promise<Asked<T>> {
  try {
    return { answer: await question };
  } catch (error) {
    return { why: said(error) };
  }
}

const PATIENCE_SECONDS = 120;

function warmedLines({ color, release, healthy, seconds, stack }: Warmed): string[] {
  const pods = healthy === null ? "" : `${healthy} pods are healthy, `;
  return [
    `${color} ${release} is warm: ${pods}after ${seconds.toFixed(0)} s.`,
    `To send users there: lobechat flip --stack ${stack}`,
  ];
}

export function warmCommand(tools: Tools) {
  return new Command("warm")
    .summary("gives the color that does not serve its pods back")
    .description(
      "Gives the color that does not serve as many pods as the one that does, and waits until they are healthy: before a flip or a rollback to a color that was scaled to nothing.",
    )
    .addOption(stackOption())
    .addOption(yesOption())
    .addOption(jsonOption())
    .addHelpText("after", "\nExamples:\n  lobechat warm\n  lobechat warm --stack prod --yes")
    .action(async ({ json, ...options }) => {
      show(tools.terminal, json, await warm(tools, options), warmedLines);
    });
}
