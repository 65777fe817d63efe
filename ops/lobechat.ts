import { CommanderError } from "@commander-js/extra-typings";
import { CommandError } from "@pulumi/pulumi/automation/errors";
import { lobechatCommand } from "./lobechatCommand";
import { processTools } from "./processTools";
import { Refusal } from "./refusal";

const tools = processTools();

// Ctrl-C reaches the update too, which ends what it has begun; then the configuration is put back.
process.on("SIGINT", () => {
  tools.terminal.tell("Interrupted: waiting for the update to end what it has begun.");
});

lobechatCommand(tools)
  .parseAsync(process.argv)
  .catch((error: unknown) => {
    process.exitCode = 1;
    // What is wrong with the command line is already said.
    if (error instanceof CommanderError) process.exitCode = error.exitCode;
    else if (error instanceof Refusal || error instanceof CommandError)
      tools.terminal.tell(error.message);
    else
      tools.terminal.tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
  });
