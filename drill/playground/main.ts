import { Command, CommanderError, Option } from "@commander-js/extra-typings";
import { said } from "../../ops/said";
import { paintFor } from "../report/terminal/paint";
import { CleanUp } from "../scenario/cleanUp";
import { openPlayground } from "./playground";
import { welcome } from "./words";
import { wholeNumber } from "../wholeNumber";

function playgroundCommand() {
  return new Command("npm run playground --")
    .description(
      "Keeps a deployed stack with a little traffic on this machine, to flip and roll back by hand.",
    )
    .option("--port <port>", "of the page (default: a free one)", wholeNumber(1, 65_535), 0)
    .option("--users <count>", "users who are about", wholeNumber(1, 500), 5)
    .option("--scale <factor>", "AWS seconds that pass in a second", wholeNumber(1, 600), 60)
    .addOption(
      new Option("--engine <engine>", "what runs the program")
        .choices(["embedded", "pulumi"] as const)
        .default("embedded" as const),
    )
    .option("--json", "prints one line of JSON when all is ready, for scripts")
    .allowExcessArguments(false)
    .exitOverride();
}

/** Opens the playground, and takes it down when it is told to end. */
async function main(args: string[]): Promise<void> {
  const { json, ...options } = playgroundCommand().parse(args, { from: "user" }).opts();
  const cleanUp = new CleanUp();
  const ended = new AbortController();
  const end = async (): Promise<void> => {
    ended.abort();
    await cleanUp.run().catch(() => undefined);
    process.stderr.write("\nThe playground is gone.\n");
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => void end());
  const tell = (line: string): void => {
    process.stderr.write(`${line} …\n`);
  };
  try {
    const playground = await openPlayground(options, tell, cleanUp);
    const paint = paintFor(process.stdout, process.env);
    const lines = json === true ? [JSON.stringify(playground)] : welcome(playground, paint);
    process.stdout.write(`${lines.join("\n")}\n`);
  } catch (error) {
    // What is cut short by its own end is no error.
    if (ended.signal.aborted) return;
    await cleanUp.run().catch(() => undefined);
    throw error;
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.exitCode = error instanceof CommanderError ? error.exitCode : 1;
  // What is wrong with the command line is already said.
  if (!(error instanceof CommanderError)) process.stderr.write(`${said(error)}\n`);
});
