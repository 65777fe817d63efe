import { resolve } from "node:path";
import { Command } from "@commander-js/extra-typings";
import { jsonOption, show, stackOption, type Common } from "../commandLine";
import { writeBundle } from "../night/bundle";
import { thisMachine } from "../night/bundleSource";
import { publishBundle, type PublishedBundle } from "../night/publishBundle";
import { Refusal } from "../refusal";
import { situationOf } from "../situation";
import type { Tools } from "../tools";

export interface BundleOptions extends Common {
  /** Where to write it; undefined: it is published. */
  out?: string | undefined;
}

/** Makes what an automatic rollback runs from. @throws Refusal when a part of it is missing */
export async function bundle(
  tools: Tools,
  { stack, out }: BundleOptions,
): Promise<PublishedBundle> {
  tools.terminal.tell("Packing the program, its packages, the pulumi CLI and the plugins …");
  if (out === undefined) return publishBundle(tools, await situationOf(tools, stack));
  const { file, bytes } = await writeBundle(
    resolve(out),
    await tools.openStack(stack),
    thisMachine(),
  );
  return { location: file, bytes };
}

export function bundleCommand(tools: Tools) {
  return new Command("bundle")
    .summary("makes what an automatic rollback runs from, so that nothing is downloaded at night")
    .description(
      "Makes a zip of everything that a rollback by night runs from: the program as it lies here, its packages, the pulumi CLI on PATH and the plugins of the stack's providers. Every flip publishes one. No configuration is in it but the stack's own file, with its secrets encrypted.",
    )
    .option("--out <file>", "writes it to a file")
    .option("--publish", "puts it into the stack's bundle bucket")
    .addOption(stackOption())
    .addOption(jsonOption())
    .addHelpText(
      "after",
      "\nExamples:\n  lobechat bundle --publish --stack prod\n  lobechat bundle --out bundle.zip",
    )
    .action(async ({ stack, out, publish = false, json }) => {
      if ((out === undefined) === !publish)
        throw new Refusal("It takes one of --out <file> and --publish: nothing was done.");
      show(tools.terminal, json, await bundle(tools, { stack, out }), ({ location, bytes }) => [
        `${location}: ${(bytes / 1_000_000).toFixed(0)} MB`,
      ]);
    });
}
