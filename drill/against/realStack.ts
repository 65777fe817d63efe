import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openStack } from "../../ops/automation";
import type { OpenedStack } from "../../ops/tools";
import { withShapedConfig } from "../../ops/shapedConfig";
import { shortName } from "../../ops/stackName";

const CHECKOUT = join(__dirname, "..", "..");

/** A deployed stack of this checkout, on the real engine. */
export interface RealStack extends OpenedStack {
  /** The CLI's version. */
  version: string;
  /** Writes the stack's file as it was when the stack was opened, byte by byte. */
  restoreFile: () => void;
}

/** @throws Error of one sentence when it cannot be opened */
export async function openRealStack(name: string): Promise<RealStack> {
  const restoreFile = keepFile(fileOf(name));
  const stack = await openStack(name);
  const version = stack.workspace.pulumiVersion;
  return { name, deployment: withShapedConfig(stack), version, restoreFile };
}

/** @returns undefined where the stack's configuration is in no file */
function fileOf(stack: string): string | undefined {
  return ["yaml", "yml"]
    .map((ending) => join(CHECKOUT, `Pulumi.${shortName(stack)}.${ending}`))
    .find(existsSync);
}

/** The CLI writes a file anew with every change of a key, and keeps neither its order nor its shape for certain. */
export function keepFile(path: string | undefined): () => void {
  if (path === undefined) return () => undefined;
  const before = readFileSync(path);
  return () => {
    if (!existsSync(path) || !readFileSync(path).equals(before)) writeFileSync(path, before);
  };
}
