import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { Command, CommanderError, InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { said } from "../ops/said";
import { yesOption } from "../ops/commandLine";
import { callerOf } from "../ops/caller";
import { processTerminal } from "../ops/terminal";
import { REAL, runAgainst } from "./against/runAgainst";
import { claimOutDir, writeBeside, writeJson, writePage } from "./report/outDir";
import { endingLines } from "./report/terminal/ending";
import { paintFor } from "./report/terminal/paint";
import { CleanUp } from "./scenario/cleanUp";
import { runDrill, type DrillOutcome } from "./scenario/drill";
import { quoted } from "./quoted";
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
    .option("--faults", "breaks things, one after the other, where the guard's chapter would be")
    .option("--app <command>", "a real app instead of the small one: run once per pod, on $PORT")
    .option("--app-env <file>", "variables that the app needs on this machine", readEnv)
    .addOption(
      new Option(
        "--stack <name>",
        "a deployed stack instead: flips it and rolls it back, under 10 users unless told otherwise",
      ).conflicts(["platform", "scale", "engine", "app", "appEnv", "faults"]),
    )
    .option("--stack-again <name>", "the same name once more, for a production stack")
    .addOption(yesOption())
    .allowExcessArguments(false)
    .exitOverride();
}

/** What breaks is AWS's and the cluster's, and a real app cannot be told how to fail. */
function refuseFaults(command: ReturnType<typeof drillCommand>, app: string | undefined): void {
  const { faults, platform } = command.opts();
  if (faults !== true) return;
  if (platform === "docker")
    command.error(
      "error: --faults breaks a cluster and a load balancer of AWS's: leave out --platform docker.",
    );
  if (app !== undefined)
    command.error("error: --faults needs the small app, whose releases differ: leave out --app.");
}

/** `NAME=value` a line, as in any .env file. */
function readEnv(file: string): Record<string, string> {
  try {
    const variables = Object.entries(parseEnv(readFileSync(file, "utf8")));
    return Object.fromEntries(
      variables.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    );
  } catch {
    throw new InvalidArgumentError("It cannot be read.");
  }
}

type Parsed = ReturnType<typeof drillCommand>;

/** How many users come to a deployed stack where nobody says, and how many chats they hold. */
const VISITORS = { users: 10, streams: 5 };

/** Plays the drill that the command line asks for: on stand-ins, or on a deployed stack. */
function play(command: Parsed, args: string[], cleanUp: CleanUp): Promise<DrillOutcome> {
  const { app: appCommand, appEnv, stack, stackAgain, yes, ...size } = command.opts();
  const again = ["npm run drill --", ...args.map(quoted)].join(" ");
  if (stack === undefined) {
    const app = appCommand === undefined ? {} : { app: { command: appCommand, env: appEnv ?? {} } };
    return runDrill({ ...size, command: again, ...app }, process.stdout, cleanUp);
  }
  const told = (name: keyof typeof VISITORS) =>
    command.getOptionValueSource(name) === "default" ? VISITORS[name] : size[name];
  return runAgainst(
    {
      ...{ command: again, stack, again: stackAgain, yes, seconds: size.seconds },
      ...{ users: told("users"), streams: told("streams") },
    },
    {
      ...REAL,
      ...{ terminal: processTerminal(), caller: callerOf(process.env), out: process.stdout },
    },
    cleanUp,
  );
}

/** The drill from the command line to its report. @returns the exit status */
async function main(args: string[]): Promise<number> {
  const command = drillCommand().parse(args, { from: "user" });
  const { app, appEnv, out, stack, stackAgain } = command.opts();
  if (appEnv !== undefined && app === undefined)
    command.error("error: --app-env is for the app of --app, and there is none.");
  if (stackAgain !== undefined && stack === undefined)
    command.error("error: --stack-again names the stack of --stack, and there is none.");
  refuseFaults(command, app);
  claimOutDir(out);
  const cleanUp = new CleanUp();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => void interrupt(cleanUp, stack));

  let outcome: DrillOutcome;
  try {
    outcome = await play(command, args, cleanUp);
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
async function interrupt(cleanUp: CleanUp, stack: string | undefined): Promise<void> {
  process.exitCode = INTERRUPTED;
  if (stack !== undefined) process.stderr.write("\nTraffic goes back to where it was …\n");
  const gone =
    stack === undefined
      ? "the stack, its cloud and its users are gone"
      : "traffic is where it was, the users are gone";
  const undone = await cleanUp.run().then(
    () => true,
    () => stack === undefined,
  );
  process.stderr.write(undone ? `\nInterrupted: ${gone}.\n` : "\nInterrupted.\n");
  process.exit(INTERRUPTED);
}

main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    // What is wrong with the command line is already said.
    if (error instanceof CommanderError) process.exitCode = error.exitCode;
    else if (process.exitCode !== INTERRUPTED) {
      process.stderr.write(`${said(error)}\n`);
      process.exitCode = 1;
    }
  },
);
