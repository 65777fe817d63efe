import { CommanderError } from "@commander-js/extra-typings";
import { CommandError } from "@pulumi/pulumi/automation/errors";
import { lobechatCommand } from "./lobechatCommand";
import { Refusal } from "./refusal";
import type { Tools } from "./tools";

/**
 * Runs one command line of `lobechat`, and tells what ended it: for a script that asked for JSON, as that too.
 *
 * @param args as they stand after the command's name
 * @returns the exit status
 */
export async function runLobechat(tools: Tools, args: readonly string[]): Promise<number> {
  try {
    await lobechatCommand(tools).parseAsync([...args], { from: "user" });
    return 0;
  } catch (error) {
    // What is wrong with the command line is already said.
    if (error instanceof CommanderError) return error.exitCode;
    const said = wordsOf(error);
    if (args.includes("--json")) tools.terminal.print(JSON.stringify({ error: said }));
    tools.terminal.tell(said);
    return 1;
  }
}

/** Only what nobody has foreseen is told with its stack. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const foreseen = error instanceof Refusal || error instanceof CommandError;
  return foreseen ? error.message : (error.stack ?? error.message);
}
