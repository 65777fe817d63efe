import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { Lock } from "../../drill/engine/lock";

describe("a lock", () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "engine-test-"));
    file = join(folder, "lock.json");
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("keeps others out until it is released, and leaves nothing behind", () => {
    const lock = Lock.acquire(file);
    assert.throws(() => Lock.acquire(file), /currently locked/);
    lock.release();
    Lock.acquire(file).release();
    assert.deepEqual(readdirSync(folder), []);
  });

  it("whose process is gone protects nothing", async () => {
    const gone = spawn(process.execPath, ["--eval", ""]);
    await once(gone, "exit");
    writeFileSync(file, lockOf({ pid: gone.pid ?? 0 }));
    const taken = Lock.acquire(file);
    assert.throws(() => Lock.acquire(file), new RegExp(`pid ${String(process.pid)}`));
    taken.release();
    assert.deepEqual(readdirSync(folder), []);
  });

  it("of another machine or another process is left alone, and so is one that cannot be read", () => {
    for (const content of [lockOf({ hostname: "elsewhere" }), lockOf({ pid: 1 }), "", "{"]) {
      writeFileSync(file, content);
      assert.throws(() => Lock.acquire(file), /currently locked/);
      assert.equal(readFileSync(file, "utf8"), content);
    }
  });
});

function lockOf(part: { pid?: number; hostname?: string }): string {
  const never = 2 ** 30;
  return JSON.stringify({
    pid: never,
    username: "someone",
    hostname: hostname(),
    timestamp: "2026-01-01T00:00:00Z",
    ...part,
  });
}
