import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { configAt } from "../../ops/branchConfig";

describe("a stack's file of another commit", () => {
  let checkout: string;
  const { PATH = "" } = process.env;
  const git = (...args: string[]) => execFileSync("git", args, { cwd: checkout, encoding: "utf8" });
  beforeEach(() => {
    checkout = mkdtempSync(join(tmpdir(), "lobechat-branch-"));
    // The Automation API asks the CLI for its version, and reads the file by itself.
    writeFileSync(join(checkout, "pulumi"), "#!/bin/sh\necho v3.248.0\n", { mode: 0o755 });
    process.env["PATH"] = `${checkout}:${PATH}`;
    git("init", "--quiet");
    writeFileSync(join(checkout, "Pulumi.prod.yaml"), "config:\n  lobechat:activeColor: green\n");
    git("add", ".");
    const who = ["-c", "user.name=alice", "-c", "user.email=alice@example.com"];
    git(...who, "commit", "--quiet", "--message", "the base");
    writeFileSync(join(checkout, "Pulumi.prod.yaml"), "config:\n  lobechat:activeColor: blue\n");
  });
  afterEach(() => {
    process.env["PATH"] = PATH;
    rmSync(checkout, { recursive: true });
  });

  for (const stack of ["prod", "acme/lobechat/prod"])
    it(`is found for ${stack}`, async () => {
      assert.deepEqual(await configAt(checkout, "HEAD", stack), {
        "lobechat:activeColor": "green",
      });
    });

  it("is empty where there is none yet", async () => {
    assert.deepEqual(await configAt(checkout, "HEAD", "dev"), {});
  });
});
