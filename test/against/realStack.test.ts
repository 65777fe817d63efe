import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keepFile } from "../../drill/against/realStack";

describe("the file of a stack", () => {
  it("is as it was, byte by byte, whatever was written into it", () => {
    const folder = mkdtempSync(join(tmpdir(), "stack-file-"));
    try {
      const file = join(folder, "Pulumi.dev.yaml");
      writeFileSync(file, "config:\n  a: {b: c} # why\n");
      const restore = keepFile(file);
      writeFileSync(file, "config:\n  a:\n    b: c\n");
      restore();
      assert.equal(readFileSync(file, "utf8"), "config:\n  a: {b: c} # why\n");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
