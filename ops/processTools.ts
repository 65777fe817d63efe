import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { promisify } from "node:util";
import type { ConfigMap } from "@pulumi/pulumi/automation";
import type { AwsAccess } from "../components/guard/awsAccess";
import { openMirror, openStack, selectedStack } from "./automation";
import { configAt } from "./branchConfig";
import { callerOf } from "./caller";
import { copyImages } from "./copyImages";
import { publishBundle } from "./night/publishBundle";
import { askPlugins } from "./plugins/askPlugins";
import { Refusal } from "./refusal";
import { withShapedConfig } from "./shapedConfig";
import { processTerminal } from "./terminal";
import type { OpenedStack, Tools } from "./tools";
import { said } from "./said";

const CHECKOUT = join(__dirname, "..");

/** What the commands need of the world, as this process finds it: the pulumi CLI, AWS, a terminal and git. */
export function processTools(): Tools {
  // At night, what version of Node the SDK will want some day is not what anybody needs to read.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  const terminal = processTerminal();
  return {
    openStack: openSelected,
    awsAccess,
    terminal,
    now: () => new Date(),
    caller: () => callerOf(process.env),
    commits: commitsBetween,
    configAt: (commit, stack) => configAt(CHECKOUT, commit, stack),
    copyImages: (stack, config) => copyCatalogue(stack, config, terminal.tell),
    publishBundle: async (stack, operations) => {
      const { location } = await publishBundle({ awsAccess }, { stack, operations });
      return location;
    },
    installedPlugins: askPlugins,
    run: runInShell,
  };
}

/** The SDK finds whoever runs this, and where, by itself. */
function awsAccess(region: string): AwsAccess {
  return { region };
}

/** @throws Refusal of one sentence, in Pulumi's own words where they are */
async function openSelected(name: string | undefined): Promise<OpenedStack> {
  try {
    const stack = name ?? (await selectedStack());
    if (stack === undefined)
      throw new Error("No stack is selected here: name it, as in --stack prod.");
    return { name: stack, deployment: withShapedConfig(await openStack(stack)) };
  } catch (error) {
    throw refusalOf(error);
  }
}

function refusalOf(error: unknown): Refusal {
  return new Refusal(said(error), { cause: error });
}

/** @param config whose catalogue it is: that of an update that is still to come */
async function copyCatalogue(
  { name, deployment }: OpenedStack,
  config: ConfigMap,
  print: (line: string) => void,
): Promise<void> {
  const openThis = () =>
    Promise.resolve({
      getAllConfig: () => Promise.resolve(config),
      outputs: () => deployment.outputs(),
      exportStack: () => deployment.exportStack(),
    });
  try {
    await copyImages(name, { openStack: openThis, openMirror, print });
  } catch (error) {
    throw refusalOf(error);
  }
}

/** A commit that this checkout does not have is no error: there is just nothing to tell. */
async function commitsBetween(from: string, to: string): Promise<string[]> {
  try {
    const range = ["log", "--format=%h %s (%an)", `${from}..${to}`, "--"];
    const { stdout } = await promisify(execFile)("git", range, { cwd: CHECKOUT });
    return stdout.split("\n").filter((line) => line !== "");
  } catch {
    return [];
  }
}

/** Everything that it says goes to stderr: stdout has the answer of the command alone. */
async function runInShell(command: string, env: Record<string, string>): Promise<number> {
  const child = spawn(command, {
    shell: true,
    stdio: ["ignore", process.stderr, process.stderr],
    env: { ...process.env, ...env },
  });
  const [status] = (await once(child, "exit")) as [number | null];
  // One that was ended by a signal has no status of its own.
  return status ?? 1;
}
