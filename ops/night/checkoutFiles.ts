import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { folderEntries, type BundleEntry } from "./bundleEntry";

/**
 * The program as it lies in the checkout: what git tracks, or else everything that looks like a part of it. Of the
 * stacks' files this stack's alone is among it: it names the secrets provider, and its secrets are encrypted.
 *
 * @param stack without organization and project
 */
export async function checkoutFiles(checkout: string, stack: string): Promise<BundleEntry[]> {
  const own = `Pulumi.${stack}.yaml`;
  const files = (await trackedFiles(checkout)) ?? (await looseFiles(checkout));
  const taken = files.filter(({ name }) => !isSecretive(name) && !isStackFile(name));
  const settings = { name: own, file: join(checkout, own) };
  return existsSync(settings.file) ? [...taken, settings] : taken;
}

/** @returns undefined where there is no git checkout */
async function trackedFiles(checkout: string): Promise<BundleEntry[] | undefined> {
  const tracked = await gitFiles(checkout, ["--cached"]);
  // Of a folder within somebody else's checkout git tells nothing.
  if (tracked?.includes("Pulumi.yaml") !== true) return undefined;
  // A file of the program that nobody has added yet is missed at night all the same.
  const added = (await gitFiles(checkout, ["--others", "--exclude-standard", "*.ts"])) ?? [];
  return [...tracked, ...added]
    .map((name) => ({ name, file: join(checkout, name) }))
    .filter(({ file }) => existsSync(file));
}

async function gitFiles(cwd: string, which: string[]): Promise<string[] | undefined> {
  try {
    const maxBuffer = 64 * 1024 * 1024;
    const options = { cwd, maxBuffer };
    const { stdout } = await promisify(execFile)("git", ["ls-files", "-z", ...which], options);
    return stdout.split("\0").filter((name) => name !== "");
  } catch {
    return undefined;
  }
}

async function looseFiles(checkout: string): Promise<BundleEntry[]> {
  const isLeftOut = (name: string) => name.startsWith(".") || name === "node_modules";
  const files = await folderEntries("", checkout, isLeftOut);
  return files.filter(({ name }) => /^bin\/|\.(ts|js|cjs|mjs|json|yaml)$/.test(name));
}

/** Tracked or not: what the environment of a machine is, is not for another one. */
function isSecretive(name: string): boolean {
  const base = name.split("/").at(-1) ?? name;
  return base === ".env" || base.startsWith(".env.") || base.endsWith(".pem");
}

function isStackFile(name: string): boolean {
  return /^Pulumi\.[^/]+\.yaml$/.test(name);
}
