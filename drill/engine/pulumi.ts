import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LocalWorkspace, PulumiCommand, Stack } from "@pulumi/pulumi/automation";
import { dump } from "js-yaml";
import type { EngineOptions, OpenEngine } from "./open";
import { readProject } from "./project";

/**
 * The stack on the real CLI. Its home, its file backend and its project lie below workDir; the
 * project's `main` points at the program, which is run where it is.
 */
export async function openPulumi(options: EngineOptions): Promise<OpenEngine> {
  const command = await findPulumi();
  const project = readProject(options.program);
  const home = join(options.workDir, "home");
  const folder = join(options.workDir, "project");
  const backend = join(options.workDir, "backend");
  for (const needed of [home, folder, backend]) mkdirSync(needed, { recursive: true });
  const settings = { ...project.settings, main: project.entry };
  writeFileSync(join(folder, "Pulumi.yaml"), dump(settings));
  const workspace = await LocalWorkspace.create({
    workDir: folder,
    pulumiHome: home,
    pulumiCommand: command,
    envVars: {
      ...options.env,
      PULUMI_BACKEND_URL: `file://${backend}`,
      // It protects nothing beyond this folder, which holds the state of one rehearsal.
      PULUMI_CONFIG_PASSPHRASE: "rehearsal",
      PULUMI_DEBUG_PROVIDERS: Object.entries(options.providers)
        .map(([name, port]) => `${name}:${String(port)}`)
        .join(","),
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    },
  });
  const stack = await Stack.createOrSelect(options.stack, workspace);
  return {
    deployment: stack,
    kind: "pulumi",
    version: command.version?.version ?? "unknown",
    programMs: () => null,
    close: () => Promise.resolve(),
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
  const words = error instanceof Error ? error.message : String(error);
  if (words.includes("spawn pulumi ENOENT")) {
    return "The pulumi CLI is not on PATH: install it, or use the embedded engine.";
  }
  // A CommandError quotes the whole failure: what the command itself said stands under stderr.
  const said = /stderr: ([^]*?)\n err\?:/.exec(words)?.[1] ?? words;
  const [reason] = said.replace(": pulumi version\n", ": ").split("\n");
  return `The pulumi CLI does not run: ${reason ?? said}`;
}
