import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { LocalWorkspace, PulumiCommand, Stack } from "@pulumi/pulumi/automation";
import { dump } from "js-yaml";
import { said, saidByCommand } from "../../ops/said";
import { cancelDeadLock } from "./deadLock";
import { headOf } from "./describe";
import type { EngineOptions, OwnEngine } from "./open";
import { readProject } from "./project";

/** Milliseconds that an interrupted update is waited for. */
const patience = 10_000;

/**
 * The stack on the real CLI. Its home, its file backend and its project lie below workDir; the
 * project's `main` points at the program, which is run where it is.
 */
export async function openPulumi(options: EngineOptions): Promise<OwnEngine> {
  const command = await findPulumi();
  const { home, project, backend } = foldersOf(options);
  for (const needed of [home, project, backend]) mkdirSync(needed, { recursive: true });
  const { settings, entry } = readProject(options.program);
  writeFileSync(join(project, "Pulumi.yaml"), dump({ ...settings, main: entry }));
  const { PULUMI_HOME, ...envVars } = await pulumiEnvironment(options);
  const workspace = await LocalWorkspace.create({
    ...{ workDir: project, pulumiHome: PULUMI_HOME, pulumiCommand: command, envVars },
  });
  const stack = await Stack.createOrSelect(options.stack, workspace);
  return {
    deployment: stack,
    kind: "pulumi",
    version: command.version?.version ?? "unknown",
    programMs: () => null,
    freeDeadLock: () => cancelDeadLock(stack, backend),
    close: interruptible(stack),
  };
}

/** Where the CLI keeps what is its own, and the folder from which it is called. */
export function foldersOf({ workDir }: Pick<EngineOptions, "workDir">) {
  return {
    home: join(workDir, "home"),
    project: join(workDir, "project"),
    backend: join(workDir, "backend"),
  };
}

/** What the CLI has to find in its environment to work on this stack. */
export async function pulumiEnvironment(options: EngineOptions) {
  const { home, backend } = foldersOf(options);
  const { head } = await headOf(options.program);
  return {
    ...options.env,
    PULUMI_HOME: home,
    PULUMI_BACKEND_URL: `file://${backend}`,
    // It protects nothing beyond this folder, which holds the state of one rehearsal.
    PULUMI_CONFIG_PASSPHRASE: "rehearsal",
    PULUMI_DEBUG_PROVIDERS: Object.entries(options.providers)
      .map(([name, port]) => `${name}:${String(port)}`)
      .join(","),
    // The folder of its project is no checkout: this is how the CLI is told where the program stands. The commit's
    // message must not be told so: it would take the place of the update's own.
    ...(head !== "" && { PULUMI_GIT_HEAD: head }),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}

/**
 * Lets an update be interrupted, as Ctrl-C interrupts the CLI: it ends the steps that are under way.
 * @returns what interrupts it, and waits for its end
 */
function interruptible(stack: Stack): () => Promise<void> {
  const running = new Map<Promise<unknown>, AbortController>();
  const up = stack.up.bind(stack);
  const preview = stack.preview.bind(stack);
  const destroy = stack.destroy.bind(stack);
  const track = <Result>(start: (signal: AbortSignal) => Promise<Result>): Promise<Result> => {
    // One each: the CLI's wrapper never takes its listener off a signal.
    const interrupt = new AbortController();
    const command = start(interrupt.signal).finally(() => running.delete(command));
    running.set(command, interrupt);
    return command;
  };
  stack.up = (options) => track((signal) => up({ ...options, signal }));
  stack.preview = (options) => track((signal) => preview({ ...options, signal }));
  stack.destroy = (options) => track((signal) => destroy({ ...options, signal }));
  return async () => {
    for (const interrupt of running.values()) interrupt.abort();
    // A step that does not end keeps the CLI; it goes with this process.
    const ended = Promise.allSettled(running.keys());
    await Promise.race([ended, setTimeout(patience, undefined, { ref: false })]);
  };
}

/** @throws Error of one sentence: whatever keeps the CLI from running. */
async function findPulumi(): Promise<PulumiCommand> {
  try {
    return await PulumiCommand.get();
  } catch (error) {
    throw new Error(whyNot(error), { cause: error });
  }
}

function whyNot(error: unknown): string {
  if (said(error).includes("spawn pulumi ENOENT")) {
    return "The pulumi CLI is not on PATH: install it, or use the embedded engine.";
  }
  const [reason = ""] = saidByCommand(error).replace(": pulumi version\n", ": ").split("\n");
  return `The pulumi CLI does not run: ${reason}`;
}
