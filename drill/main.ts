import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { Command, CommanderError, InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { claimOutDir, writeBeside, writeJson, writePage } from "./report/outDir";
import { endingLines } from "./report/terminal/ending";
import { paintFor } from "./report/terminal/paint";
import { CleanUp } from "./scenario/cleanUp";
import { runDrill, type DrillOutcome } from "./scenario/drill";
import { wholeNumber } from "./wholeNumber";

/** The shell's own convention for a command that Ctrl-C ended. */
const INTERRUPTED = 130;

function drillCommand() {
  return new Command("npm run drill --")
    .description(
      "Rehearses release, flip, failure and rollback with the real program, under traffic, on this machine.",
    )
    .addOption(
      new Option("--platform <platform>", "what the stack is made of")
        .choices(["aws", "docker"] as const)
        .default("aws" as const),
    )
    .option("--users <count>", "users who are signed in throughout", wholeNumber(1, 5000), 50)
    .option("--streams <count>", "chats that stream throughout", wholeNumber(0, 1000), 20)
    .option("--seconds <count>", "how long the drill takes at least", wholeNumber(0, 3600), 0)
    .option(
      "--scale <factor>",
      "seconds of the platform that pass in a second",
      wholeNumber(1, 600),
      60,
    )
    .option("--out <folder>", "where the report goes", "drill-report")
    .addOption(
      new Option("--engine <engine>", "what runs the program")
        .choices(["embedded", "pulumi"] as const)
        .default("embedded" as const),
    )
    .option("--app <command>", "a real app instead of the small one: run once per pod, on $PORT")
    .option("--app-env <file>", "variables that the app needs on this machine", readEnv)
    .allowExcessArguments(false)
    .exitOverride();
}

/** `NAME=value` a line, as in any .env file. */
function readEnv(file: string): Record<string, string> {
  try {
    const variables = Object.entries(parseEnv(readFileSync(file, "utf8")));
    return Object.fromEntries(variables.filter((entry) => entry[1] !== undefined)) as Record<
      string,
      string
    >;
  } catch {
    throw new InvalidArgumentError("It cannot be read.");
  }
}

/** The drill from the command line to its report. @returns the exit status */
async function main(args: string[]): Promise<number> {
  const command = drillCommand().parse(args, { from: "user" });
  const { app: appCommand, appEnv, out, ...size } = command.opts();
  if (appEnv !== undefined && appCommand === undefined)
    command.error("error: --app-env is for the app of --app, and there is none.");
  claimOutDir(out);
  const cleanUp = new CleanUp();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => void interrupt(cleanUp));

  let outcome: DrillOutcome;
  try {
    outcome = await runDrill(
      {
        ...size,
        command: ["npm run drill --", ...args.map(quoted)].join(" "),
        ...(appCommand === undefined ? {} : { app: { command: appCommand, env: appEnv ?? {} } }),
      },
      process.stdout,
      cleanUp,
    );
  } finally {
    await cleanUp.run();
  }
  const { report, files } = outcome;
  writeBeside(files, out);
  const written = { page: writePage(report, out), json: writeJson(report, out) };
  const paint = paintFor(process.stdout, process.env);
  process.stdout.write(`${endingLines(report, written, paint).join("\n")}\n`);
  return report.verdict === "passed" ? 0 : 1;
}

/** However often it is asked for: what is left of the drill goes first, and its errors are of no interest. */
async function interrupt(cleanUp: CleanUp): Promise<void> {
  process.exitCode = INTERRUPTED;
  await cleanUp.run().catch(() => undefined);
  process.stderr.write("\nInterrupted: the stack, its cloud and its users are gone.\n");
  process.exit(INTERRUPTED);
}

function quoted(text: string): string {
  return /^[\w./:=-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    // What is wrong with the command line is already said.
    if (error instanceof CommanderError) process.exitCode = error.exitCode;
    else if (process.exitCode !== INTERRUPTED) {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 1;
    }
  },
);
