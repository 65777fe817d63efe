import assert from "node:assert/strict";
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { untilThere } from "../../drill/engine/killable";
import { engineKind } from "../support/engine";
import { TestStack } from "./support/stack";

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
    }).timeout(30_000);

    it("leaves nothing beside the engine's own folder when it is killed", async () => {
      const { TMPDIR } = process.env;
      const folder = mkdtempSync(join(tmpdir(), "lobechat-test-"));
      process.env["TMPDIR"] = folder;
      try {
        await stack.declare([held]);
        const update = await untilThere(
          { engine: stack.options, options: {} },
          ({ resourcePreEvent: step }) => step?.metadata.urn === stack.urn("held"),
        );
        await update.kill();
        assert.deepEqual(readdirSync(folder), []);
      } finally {
        if (TMPDIR === undefined) delete process.env["TMPDIR"];
        else process.env["TMPDIR"] = TMPDIR;
        rmSync(folder, { recursive: true });
      }
    }).timeout(30_000);

    it("leaves a pending operation when its engine is closed", async () => {
      const cut = stack.up([held]);
      await stack.asked("create", "held");
      await stack.engine.close();
      assert.match((await cut).error?.message ?? "", /The update was cancelled/);
      assert.deepEqual(await stack.pending(), ["creating held"]);
    });
  });
}
