import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { Refusal } from "../refusal";
import { folderEntries, type BundleEntry } from "./bundleEntry";

const LOCK = z.object({
  packages: z.record(
    z.string(),
    z.object({ dev: z.boolean().default(false), optional: z.boolean().default(false) }),
  ),
});

/**
 * The packages that the program and the commands need, as package-lock.json tells, without those of tests.
 *
 * @throws Refusal when one is not installed
 */
export async function productionPackages(checkout: string): Promise<BundleEntry[]> {
  const text = await readFile(join(checkout, "package-lock.json"), "utf8");
  const entries: BundleEntry[] = [];
  for (const [path, { dev, optional }] of Object.entries(LOCK.parse(JSON.parse(text)).packages)) {
    if (path === "" || dev) continue;
    const folder = join(checkout, path);
    if (existsSync(folder))
      // What is nested below is a package of its own here.
      entries.push(...(await folderEntries(`${path}/`, folder, (name) => name === "node_modules")));
    // One for another kind of machine.
    else if (!optional) throw new Refusal(`${path} is not installed: run \`npm ci\` first.`);
  }
  return entries;
}
