import { Command } from "@commander-js/extra-typings";
import { otherColor, type Color } from "../../config/color";
import { ask } from "../ask";
import {
  jsonOption,
  show,
  stackOption,
  updateNumber,
  yesOption,
  type Changing,
} from "../commandLine";
import { hasServed } from "../flips";
import { StackLocked } from "../lock";
import { isFlight } from "../message";
import { movedLines, moveTraffic, type TrafficMoved } from "../moveTraffic";
import { Refusal } from "../refusal";
import { bringBack, releaseOfUpdate } from "../olderRelease";
import type { Patience } from "../night/patience";
import { pastTheLock } from "../pastTheLock";
import { pluginLines } from "../plugins/pluginLines";
import { situationOf, type Situation } from "../situation";
import type { Tools } from "../tools";
import { refuseUnreadable } from "../unreadable";

export interface RollbackOptions extends Changing {
  /** Why, for whoever asks the next morning. */
  reason: string;
  /** Number of the update whose release is to serve again; undefined: what the other colour runs. */
  to?: number | undefined;
  /** Does not wait for a lock. */
  breakGlass?: boolean | undefined;
}

/**
 * Moves all users back to the other colour, and notes which release they fled from.
 *
 * @param patience how often a lock that was gone past is looked at; undefined: for as long as a release can take
 * @throws Refusal, StackLocked: traffic is then where it was, and so is the configuration
 */
export async function rollback(
  tools: Tools,
  options: RollbackOptions,
  patience?: Patience,
): Promise<TrafficMoved> {
  const { reason } = options;
  if (reason.trim() === "")
    throw new Refusal('A rollback says why: --reason "chats break". Nothing was changed.');
  const situation = await situationOf(tools, options.stack);
  const { deployed, stack } = situation;
  const from = deployed.activeColor;
  const to = otherColor(from);
  refuseDone(situation);
  const older = options.to === undefined ? undefined : releaseOfUpdate(situation, options.to);
  if (options.to === undefined) refuseUnserved(situation, to);
  await refuseUnreadable(tools, situation, older ?? deployed.releases[to].name);

  const { name } = deployed.releases[from];
  await confirm(tools, situation, { to, older, yes: options.yes });
  const traffic = { activeColor: to, canaryPercent: 0, refused: name, reason };
  const move = { kind: "rollback", ...traffic } as const;
  try {
    if (older === undefined) return await moveTraffic(tools, situation, move);
    await bringBack(tools, situation, { color: to, release: older, reason });
    tools.terminal.tell(`${older} is on ${to} now.`);
    return await moveTraffic(tools, await situationOf(tools, stack.name), move);
  } catch (error) {
    if (!(error instanceof StackLocked)) throw error;
    if (options.breakGlass !== true || older !== undefined)
      throw new Refusal(`${error.message} ${hint(older)}`, { cause: error });
    tools.terminal.tell(error.message);
    return await pastTheLock(tools, situation, move, patience);
  }
}

/** Whoever has said yes already, or is not there to say it, does not wait for the plugins either. */
async function confirm(
  tools: Tools,
  { deployed, stack }: Situation,
  { to, older, yes }: { to: Color; older: string | undefined; yes: boolean | undefined },
): Promise<void> {
  const { url, releases } = deployed;
  const from = otherColor(to);
  if (yes === true) tools.terminal.tell("Plugins were not asked: --yes waits for nobody.");
  const plugins =
    yes !== true && tools.terminal.interactive
      ? await pluginLines(tools, stack, older ?? releases[to].version)
      : [];
  const question = `Move all users of ${url} back from ${from} ${releases[from].name} to ${to} ${older ?? releases[to].name}?`;
  await ask(tools.terminal, [...plugins, question].join("\n"), yes);
}

function hint(older: string | undefined): string {
  return older === undefined
    ? "`lobechat rollback --break-glass` does not wait for it."
    : `To put ${older} there takes an update of its own, which has to wait, also with --break-glass.`;
}

/** There is a way back only to what has served. */
function refuseUnserved({ deployed, updates, stack }: Situation, to: Color): void {
  const { name } = deployed.releases[to];
  if (hasServed(updates, to, name)) return;
  const last = updates.find(({ activeColor, releases }) => {
    const served = releases[activeColor];
    return served !== name && served !== deployed.releases[deployed.activeColor].name;
  });
  const instead =
    last === undefined
      ? ""
      : ` \`lobechat rollback --to ${last.number}\` goes back to ${last.releases[last.activeColor]}.`;
  throw new Refusal(
    `There is nothing to go back to: the history has no update in which ${to} served with ${name}.${instead} \`lobechat flip --stack ${stack.name}\` moves users there. Nothing was changed.`,
  );
}

/** Two people may roll back at once, and a canary is not what serves: neither is a reason to move everybody. */
function refuseDone({ deployed, operations, updates, stack }: Situation): void {
  const { activeColor, weights, releases } = deployed;
  const idle = otherColor(activeColor);
  const serves = `${activeColor} (${releases[activeColor].name})`;
  if (weights[idle] > 0)
    throw new Refusal(
      `${serves} serves, and ${idle} has a canary of ${weights[idle]} %: \`lobechat canary 0 --stack ${stack.name}\` ends it. Nothing was changed.`,
    );
  if (operations.refused !== releases[idle].name) return;
  const fled = updates.find(({ message }) => isFlight(message?.kind));
  const who =
    fled === undefined ? "" : `, since ${fled.who} rolled back at ${fled.at.toISOString()}`;
  throw new Refusal(
    `${serves} is active already${who}: nothing was changed. \`lobechat flip --again\` goes back to ${releases[idle].name}.`,
  );
}

export function rollbackCommand(tools: Tools) {
  return new Command("rollback")
    .summary("moves all users back to the other color")
    .description(
      "Moves all users back to the other color, by an update that is narrowed to the traffic rule. The release that they leave is noted: no later update goes to it by mistake.",
    )
    .requiredOption("--reason <text>", "why: it stands in the history")
    .option(
      "--to <update>",
      "puts the release of that update on the other color first",
      updateNumber,
    )
    .option("--break-glass", "does not wait for a lock: changes the load balancer directly")
    .addOption(stackOption())
    .addOption(yesOption())
    .addOption(jsonOption())
    .addHelpText(
      "after",
      '\nExamples:\n  lobechat rollback --reason "chats break"\n  lobechat rollback --to 12 --reason "2.1.26 loses files" --stack prod\n  lobechat rollback --break-glass --reason "a release hangs" --yes',
    )
    .action(async ({ json, ...options }) => {
      show(tools.terminal, json, await rollback(tools, options), movedLines);
    });
}
