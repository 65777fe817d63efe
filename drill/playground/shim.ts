import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { quoted } from "../quoted";

/**
 * Writes an executable `lobechat` that works on this playground, wherever it is called from.
 * @param file of the playground's place
 * @returns the folder for PATH, below `folder`
 */
export function writeShim(folder: string, checkout: string, file: string): string {
  const bin = join(folder, "bin");
  const tsNode = require.resolve("ts-node/register/transpile-only");
  const lines = [
    "#!/bin/sh",
    `export TS_NODE_PROJECT=${quoted(join(checkout, "tsconfig.json"))}`,
    `exec ${quoted(process.execPath)} -r ${quoted(tsNode)} ` +
      `${quoted(join(checkout, "drill", "playground", "lobechat.ts"))} ${quoted(file)} "$@"`,
  ];
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, "lobechat"), `${lines.join("\n")}\n`, { mode: 0o755 });
  return bin;
}
