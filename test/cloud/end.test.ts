import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { startOnePod } from "./support/onePod";
import { openOf } from "./support/ports";
import { until } from "./support/world";

describe("the end of the stand-in cloud", () => {
  it("leaves nothing behind when its parent is killed outright", async () => {
    const parent = fork(join(__dirname, "support/parent.ts"), [], {
      execArgv: ["-r", "ts-node/register/transpile-only"],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    const [started] = (await once(parent, "message")) as [{ workDir: string; ports: number[] }];
    assert.deepEqual(await openOf(started.ports), started.ports);
    parent.kill("SIGKILL");
    await until("no port is open", async () => (await openOf(started.ports)).length === 0);
    rmSync(started.workDir, { recursive: true, force: true });
  });

  it("leaves nothing behind when it is killed outright itself", async () => {
    const { world, ports } = await startOnePod();
    assert.deepEqual(await openOf(ports), ports);
    const pid = Number(readFileSync(join(world.workDir, "pods/cloud.pid"), "utf8"));
    process.kill(pid, "SIGKILL");
    await until("no port is open", async () => (await openOf(ports)).length === 0);
    await assert.rejects(world.cloud.observe(), /the stand-in cloud has ended|Channel closed/);
    await world.close();
  });
});
