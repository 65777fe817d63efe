import { Command } from "@commander-js/extra-typings";
import { autoRollbackCommand } from "./commands/autoRollback";
import { bundleCommand } from "./commands/bundle";
import { canaryCommand } from "./commands/canary";
import { flipCommand } from "./commands/flip";
import { historyCommand } from "./commands/history";
import { incidentCommand } from "./commands/incident";
import { previewCommand } from "./commands/preview";
import { releaseCommand } from "./commands/release";
import { restoreCommand } from "./commands/restore";
import { rollbackCommand } from "./commands/rollback";
import { statusCommand } from "./commands/status";
import { warmCommand } from "./commands/warm";
import type { Tools } from "./tools";

/** The command line `lobechat`, with whatever opens its stacks and speaks for it. */
export function lobechatCommand(tools: Tools): Command {
  const command = new Command("lobechat")
    .description(
      "Releases, flips and rolls back LobeChat on its two colors. Whatever it does can be done with `pulumi config set` and `pulumi up`; this is shorter, and looks first.",
    )
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        tools.terminal.print(text.trimEnd());
      },
      writeErr: (text) => {
        tools.terminal.tell(text.trimEnd());
      },
    });
  for (const sub of [
    statusCommand(tools),
    previewCommand(tools),
    releaseCommand(tools),
    flipCommand(tools),
    rollbackCommand(tools),
    restoreCommand(tools),
    canaryCommand(tools),
    warmCommand(tools),
    historyCommand(tools),
    incidentCommand(tools),
    autoRollbackCommand(tools),
    bundleCommand(tools),
  ])
    command.addCommand(sub.copyInheritedSettings(command).allowExcessArguments(false));
  return command;
}
