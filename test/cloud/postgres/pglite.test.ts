import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onPath } from "../../support/onPath";
import { openOf } from "../support/ports";
import { until } from "../support/world";

// The drill asks for it where these clients are, and psql tells that it takes connections.
if (onPath("psql") !== undefined)
  describe("PGlite", () => {
    it("ends with whoever started it, also when that one is killed outright", async function () {
      const workDir = mkdtempSync(join(tmpdir(), "lobechat-pglite-"));
      const parent = fork(join(__dirname, "pgliteParent.ts"), [workDir], {
        execArgv: ["-r", "ts-node/register/transpile-only"],
        stdio: ["ignore", "ignore", "inherit", "ipc"],
      });
      const [{ port, version }] = (await once(parent, "message")) as [
        { port: number; version: string },
      ];
      assert.match(version, /^18\./);
      assert.deepEqual(await openOf([port]), [port]);
      parent.kill("SIGKILL");
      await until("its port is closed", async () => (await openOf([port])).length === 0);
      rmSync(workDir, { recursive: true, force: true });
    });
  });
