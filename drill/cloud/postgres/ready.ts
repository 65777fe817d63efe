import { execFile } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";

const PATIENCE_MS = 60_000;

/** How long a look may take: a server that stands still must not hold who waits for it. */
const LOOK_MS = 5_000;

/** Where a PostgreSQL on loopback is reached. It asks nobody for a password. */
export function loopbackUrl(port: number, database: string): string {
  return `postgresql://lobechat@127.0.0.1:${port}/${database}?sslmode=disable&gssencmode=disable`;
}

/**
 * @returns the server's version, once it takes connections
 * @throws Error of psql when it does not in time, or `ended` says why it never will
 */
export async function ready(url: string, ended: Promise<string>): Promise<string> {
  let why = "";
  void ended.then((how) => {
    why = how;
  });
  for (const deadline = Date.now() + PATIENCE_MS; ;) {
    try {
      const asked = ["-tAc", "show server_version"];
      const { stdout } = await promisify(execFile)("psql", [url, ...asked], { timeout: LOOK_MS });
      return stdout.trim();
    } catch (error) {
      if (why !== "") throw new Error(`PostgreSQL ended with ${why}: see postgres.log`);
      if (Date.now() > deadline) throw error;
      await delay(100);
    }
  }
}
