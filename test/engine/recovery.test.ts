import assert from "node:assert/strict";
import { fork, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { Lock } from "../../drill/engine/lock";
import { TestStack, engineKind } from "./support/stack";

const held = { name: "held", inputs: { holds: "create" } };

// The real engine is a process of its own: whoever is killed here, it goes on.
if (engineKind === "embedded") {
  describe("an update that is cut short", () => {
    let stack: TestStack;
    let child: ChildProcess | undefined;
    beforeEach(async () => {
      stack = await TestStack.open();
    });
    afterEach(async () => {
      child?.kill("SIGKILL");
      child = undefined;
      await stack.close();
    });

    it("keeps others out while it runs, and leaves a pending operation when it is killed", async () => {
      await stack.declare([{ name: "made" }, { ...held, dependsOn: ["made"] }]);
      child = fork(
        join(__dirname, "support", "updateInChild.ts"),
        [JSON.stringify(stack.options)],
        { execArgv: ["--require", "ts-node/register/transpile-only"] },
      );
      await stack.asked("create", "held");
      const second = await stack.up([{ name: "made" }]);
      assert.match(second.error?.message ?? "", /currently locked/);
      assert.match(second.error?.message ?? "", new RegExp(`pid ${String(child.pid)}`));

      const killed = once(child, "exit");
      child.kill("SIGKILL");
      await killed;
      assert.deepEqual(await stack.pending(), ["creating held"]);
      assert.ok(await stack.state("made"));

      stack.release();
      const next = await stack.up([{ name: "made" }, { name: "held" }]);
      assert.equal(next.error, undefined);
      assert.deepEqual(
        next.changed.map(({ op, name }) => `${op} ${name}`),
        ["create held"],
      );
      const warnings = next.events.map(({ diagnosticEvent }) => diagnosticEvent?.message ?? "");
      assert.ok(warnings.some((text) => text.includes("held, interrupted while creating")));
      assert.ok((await stack.state("held"))?.id);
    });

    it("leaves a pending operation when its engine is closed", async () => {
      const cut = stack.up([held]);
      await stack.asked("create", "held");
      await stack.engine.close();
      assert.match((await cut).error?.message ?? "", /The update was cancelled/);
      assert.deepEqual(await stack.pending(), ["creating held"]);
    });
  });

  describe("a lock", () => {
    let stack: TestStack;
    let file: string;
    beforeEach(async () => {
      stack = await TestStack.open();
      file = join(stack.options.workDir, "lock.json");
    });
    afterEach(() => stack.close());

    it("whose process is gone protects nothing", async () => {
      const gone = spawn(process.execPath, ["--eval", ""]);
      await once(gone, "exit");
      writeFileSync(file, lockOf({ pid: gone.pid ?? 0 }));
      const taken = Lock.acquire(file);
      assert.throws(() => Lock.acquire(file), /currently locked/);
      taken.release();
      Lock.acquire(file).release();
    });

    it("of another machine or another user is left alone, and so is one that cannot be read", () => {
      const foreign = [lockOf({ hostname: "elsewhere" }), lockOf({ pid: 1 }), "", "{"];
      for (const content of foreign) {
        writeFileSync(file, content);
        assert.throws(() => Lock.acquire(file), /currently locked/);
        assert.equal(stack.files().get(file), content);
      }
    });
  });
}

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
