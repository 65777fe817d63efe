import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { isAlive } from "./deadLock";
import type { UpdateOrder } from "./updateProcess";

/** The checkout: ts-node looks for tsconfig.json where it is started. */
const ROOT = resolve(__dirname, "..", "..");

/** An update whose engine is about to be killed. */
export interface Killable {
  /** Ends the engine as an outage of its machine does. Resolves, with its process's id, when it is gone. */
  kill(): Promise<number>;
}

/**
 * Runs an update in a process of its own, and comes back once it is where the caller wants it.
 *
 * @param isThere is asked at each of its events
 * @throws Error when it ends before that, with what it said
 */
export async function untilThere(
  order: UpdateOrder,
  isThere: (event: EngineEvent) => boolean,
): Promise<Killable> {
  const child = fork(join(__dirname, "updateProcess.ts"), [], {
    cwd: ROOT,
    // What it has in a temporary folder is nobody's to take away once it is killed.
    env: { ...process.env, TMPDIR: mkdtempSync(join(order.engine.workDir, "killed-")) },
    execArgv: ["-r", require.resolve("ts-node/register/transpile-only")],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    // A group of its own: the CLI that it runs goes with it.
    detached: true,
  });
  const { pid } = child;
  if (pid === undefined) throw new Error("the engine's process did not start");
  let said = "";
  child.stderr?.on("data", (part: Buffer) => (said += String(part)));
  const exited = once(child, "exit");
  const there = new Promise<void>((came) => {
    child.on("message", (event: EngineEvent) => {
      if (isThere(event)) came();
    });
  });
  child.send(order);
  await Promise.race([
    there,
    exited.then(() => {
      throw new Error(`the update ended before it could be killed: ${said.trim()}`);
    }),
  ]);
  return {
    kill: async () => {
      process.kill(-pid, "SIGKILL");
      await exited;
      // Its children are init's by now, which takes a moment to see that they ended.
      const patience = Date.now() + 5_000;
      while (isAlive(-pid) && Date.now() < patience) await setTimeout(20);
      return pid;
    },
  };
}
