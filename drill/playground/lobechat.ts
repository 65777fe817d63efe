import { CommanderError } from "@commander-js/extra-typings";
import { lobechatCommand } from "../../ops/lobechatCommand";
import { Refusal } from "../../ops/refusal";
import { readPlace } from "./place";
import { playgroundTools } from "./tools";

/** `lobechat` in a playground, whose file is the first argument; the command's own come after it. */
const [file = "", ...args] = process.argv.slice(2);

async function run(): Promise<void> {
  const tools = playgroundTools(readPlace(file));
  // The update is interrupted too, and ends what it has begun; then the configuration is put back.
  process.on("SIGINT", () => undefined);
  await lobechatCommand(tools).parseAsync(args, { from: "user" });
}

run().catch((error: unknown) => {
  process.exitCode = 1;
  // What is wrong with the command line is already said.
  if (error instanceof CommanderError) process.exitCode = error.exitCode;
  else if (error instanceof Refusal) console.error(error.message);
  else console.error(error);
});
