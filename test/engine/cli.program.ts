import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEngine } from "../../drill/engine/openEngine";

describe("the real CLI", () => {
  let folder: string;
  const path = process.env["PATH"];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "engine-test-"));
    process.env["PATH"] = folder;
  });
  afterEach(() => {
    process.env["PATH"] = path;
    rmSync(folder, { recursive: true });
  });

  function open(): Promise<unknown> {
    const program = join(__dirname, "programs", "things");
    const options = { stack: "test", workDir: folder, providers: {}, env: {} };
    return openEngine({ kind: "pulumi", program, ...options });
  }

  it("is said to be missing where there is none", async () => {
    const message = "The pulumi CLI is not on PATH: install it, or use the embedded engine.";
    await assert.rejects(open(), { message });
  });

  it("is quoted where it does not run", async () => {
    const file = join(folder, "pulumi");
    writeFileSync(file, "#!/bin/sh\necho 'no room on the device' >&2\nexit 3\n");
    chmodSync(file, 0o755);
    await assert.rejects(open(), {
      message:
        "The pulumi CLI does not run: Command failed with exit code 3: no room on the device",
    });
  });
});
