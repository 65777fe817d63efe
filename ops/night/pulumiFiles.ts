import { existsSync } from "node:fs";
import { open, realpath } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { Refusal } from "../refusal";
import { folderEntries, type BundleEntry } from "./bundleEntry";
import type { BundleSource } from "./bundleSource";

/** A provider's plugin. */
export interface Plugin {
  name: string;
  version: string;
}

/**
 * The CLI and its host for Node programs.
 *
 * @throws Refusal when it is not there, or would not run where the bundle does
 */
export async function pulumiCli({ path }: Pick<BundleSource, "path">): Promise<BundleEntry[]> {
  const found = path
    .split(delimiter)
    .map((folder) => join(folder, "pulumi"))
    .find((file) => existsSync(file));
  if (found === undefined)
    throw new Refusal(
      "The pulumi CLI is not on PATH, and a bundle takes it along: see https://www.pulumi.com/docs/install/.",
    );
  const cli = await realpath(found);
  const host = join(dirname(cli), "pulumi-language-nodejs");
  for (const file of [cli, host]) await refuseForeign(file);
  return [
    { name: "bin/pulumi", file: cli },
    { name: "bin/pulumi-language-nodejs", file: host },
  ];
}

/** @throws Refusal with the line that installs what is missing */
export async function pluginFiles(
  { pulumiHome }: Pick<BundleSource, "pulumiHome">,
  plugins: readonly Plugin[],
): Promise<BundleEntry[]> {
  const entries: BundleEntry[] = [];
  for (const { name, version } of plugins) {
    const folder = `plugins/resource-${name}-v${version}`;
    const there = join(pulumiHome, folder);
    if (!existsSync(there))
      throw new Refusal(
        `The plugin ${name} ${version} is not installed here: run \`pulumi plugin install resource ${name} v${version}\`.`,
      );
    entries.push(...(await folderEntries(`.pulumi/${folder}/`, there)));
  }
  return entries;
}

/** CodeBuild runs Linux on x86-64; from anywhere else a bundle would be found out at night. */
async function refuseForeign(file: string): Promise<void> {
  if (!existsSync(file))
    throw new Refusal(`${file} is not there: the pulumi CLI and its parts come in one folder.`);
  const handle = await open(file);
  try {
    const { buffer } = await handle.read(Buffer.alloc(20), 0, 20, 0);
    const isElf = buffer.readUInt32BE(0) === 0x7f454c46;
    if (isElf && buffer.readUInt16LE(18) === X86_64) return;
  } finally {
    await handle.close();
  }
  throw new Refusal(
    `${file} does not run on Linux x86-64, where a bundle runs: publish it from such a machine, with \`lobechat bundle --publish\`.`,
  );
}

/** `e_machine` of an ELF header. */
const X86_64 = 62;
