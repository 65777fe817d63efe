import { readdirSync } from "node:fs";
import { join } from "node:path";
import { hostname } from "node:os";
import type { Stack } from "@pulumi/pulumi/automation";
import { z } from "zod";
import { readJson } from "./atomicFile";

const LOCK = z.object({ pid: z.number(), hostname: z.string() });

/**
 * Cancels the lock of an update whose process was killed, and of no other: of each holder it looks first whether it
 * is of this machine, and gone.
 *
 * @param backend the folder of the file backend
 * @returns what became of it, in words
 * @throws Error when a holder lives, or is of another machine
 */
export async function cancelDeadLock(stack: Stack, backend: string): Promise<string> {
  const locks = lockFiles(join(backend, ".pulumi", "locks"));
  if (locks.length === 0) return "it left no lock";
  for (const lock of locks) {
    const holder = LOCK.parse(readJson(lock));
    if (holder.hostname !== hostname() || isAlive(holder.pid))
      throw new Error(`the stack is held by process ${holder.pid} of ${holder.hostname}`);
  }
  await stack.cancel();
  return "its lock was cancelled";
}

function lockFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json"))
    .map((name) => join(folder, name));
}

/** Whether there is a process with this id. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // One that may not be signaled is another user's.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
