import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const transpiled = ["-r", require.resolve("ts-node/register/transpile-only")];

describe("a process that is kept ready for the next program", () => {
  it("does not keep a command from ending", async () => {
    const script = join(__dirname, "support", "spareHost.ts");
    const { stdout } = await promisify(execFile)(process.execPath, [...transpiled, script], {
      cwd: join(__dirname, "..", ".."),
      timeout: 30_000,
    });
    assert.equal(stdout, "has a spare\n");
  }).timeout(40_000);
});
