import { linkSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { ConcurrentUpdateError } from "@pulumi/pulumi/automation/errors";
import { z } from "zod";
import { readJson } from "./atomicFile";
import { isAlive } from "./deadLock";

const content = z.object({
  pid: z.number(),
  username: z.string(),
  hostname: z.string(),
  timestamp: z.string(),
});
type Holder = z.infer<typeof content>;

/** Held from the first to the last moment of an update: two at once would write one state. */
export class Lock {
  private readonly file: string;

  private constructor(file: string) {
    this.file = file;
  }

  /**
   * @throws ConcurrentUpdateError, in the words of Pulumi's own file backend, while another update runs,
   *   or may run: a lock of another machine, or one that cannot be read, is left alone.
   */
  static acquire(file: string): Lock {
    const draft = `${file}.${String(process.pid)}.tmp`;
    writeFileSync(draft, JSON.stringify(mine()));
    try {
      // A link, not a write: whoever reads the lock sees all of it.
      linkSync(draft, file);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
      takeOver(draft, file);
    } finally {
      rmSync(draft, { force: true });
    }
    return new Lock(file);
  }

  release(): void {
    rmSync(this.file, { force: true });
  }
}

function mine(): Holder {
  return {
    pid: process.pid,
    username: process.env["USER"] ?? "unknown",
    hostname: hostname(),
    timestamp: new Date().toISOString(),
  };
}

function takeOver(draft: string, file: string): void {
  const holder = readHolder(file);
  if (holder === undefined) throw refusal(`${file}: it does not say by whom`);
  if (holder.hostname !== hostname() || isAlive(holder.pid)) {
    const { username, hostname: host, pid, timestamp } = holder;
    throw refusal(`${file}: created by ${username}@${host} (pid ${pid}) at ${timestamp}`);
  }
  // Its process was killed, and nobody else writes below this folder: the lock protects nothing.
  renameSync(draft, file);
}

function readHolder(file: string): Holder | undefined {
  try {
    return content.safeParse(readJson(file)).data;
  } catch {
    return undefined;
  }
}

function refusal(lock: string): ConcurrentUpdateError {
  return new ConcurrentUpdateError(
    "error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) " +
      `to end or delete the lock file with \`pulumi cancel\`.\n  ${lock}`,
  );
}
