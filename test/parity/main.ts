import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { onPath } from "../support/onPath";

/** Runs the suite where there is a real CLI to compare with. */
function main(): void {
  if (onPath("pulumi") === undefined) {
    console.log("parity: skipped, pulumi is not on PATH");
    return;
  }
  const config = join(__dirname, "mocharc.json");
  const mocha = require.resolve("mocha/bin/mocha.js");
  const asked = process.argv.slice(2);
  const { status } = spawnSync(process.execPath, [mocha, "--config", config, ...asked], {
    stdio: "inherit",
  });
  process.exitCode = status ?? 1;
}

main();
