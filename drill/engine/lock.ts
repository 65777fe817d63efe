import { rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { ConcurrentUpdateError } from "@pulumi/pulumi/automation/errors";
import { z } from "zod";
import { readJson } from "./atomicFile";

const content = z.object({
  pid: z.number(),
  username: z.string(),
  hostname: z.string(),
  timestamp: z.string(),
});

/** Held from the first to the last moment of an update: two at once would write one state. */
export class Lock {
  private readonly file: string;

  private constructor(file: string) {
    this.file = file;
  }

  /** @throws ConcurrentUpdateError, in the words of Pulumi's own file backend, while another update runs. */
  static acquire(file: string): Lock {
    const mine = {
      pid: process.pid,
      username: process.env["USER"] ?? "unknown",
      hostname: hostname(),
      timestamp: new Date().toISOString(),
    };
    try {
      writeFileSync(file, JSON.stringify(mine), { flag: "wx" });
    } catch {
      const holder = content.safeParse(readJson(file));
      if (holder.success && isAlive(holder.data.pid)) throw refusal(file, holder.data);
      // Its process was killed, and nobody else writes below this folder: the lock protects nothing.
      writeFileSync(file, JSON.stringify(mine));
    }
    return new Lock(file);
  }

  release(): void {
    rmSync(this.file, { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function refusal(file: string, holder: z.infer<typeof content>): ConcurrentUpdateError {
  return new ConcurrentUpdateError(
    "error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) " +
      "to end or delete the lock file with `pulumi cancel`.\n" +
      `  ${file}: created by ${holder.username}@${holder.hostname} (pid ${holder.pid}) at ${holder.timestamp}`,
  );
}
