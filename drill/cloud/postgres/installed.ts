import { execFile } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "../pods/ports";
import type { Processes } from "../pods/processes";
import { loopbackUrl, ready } from "./ready";
import type { Postgres } from "./server";

const run = promisify(execFile);

/** Whom a server runs as that refuses to be root's: `nobody`. */
const NOBODY = 65534;

/** Where Debian and its like put the servers of each major. @returns undefined where there is none */
export function serverFolder(major: number): string | undefined {
  const folder = `/usr/lib/postgresql/${major}/bin`;
  return existsSync(join(folder, "postgres")) && existsSync(join(folder, "initdb"))
    ? folder
    : undefined;
}

/** The server that is installed beside the clients, with data of its own that goes with it. */
export async function startInstalled(
  database: string,
  bin: string,
  { processes, logFile }: { processes: Processes; logFile: string },
): Promise<Postgres> {
  const folder = mkdtempSync(join(tmpdir(), "lobechat-postgres-"));
  const isRoot = process.getuid?.() === 0;
  if (isRoot) chownSync(folder, NOBODY, NOBODY);
  const data = join(folder, "data");
  const as = (...command: string[]): [string, ...string[]] =>
    isRoot
      ? ["setpriv", `--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups", ...command]
      : [command[0] ?? "", ...command.slice(1)];
  const [initdb, ...asked] = as(
    ...[join(bin, "initdb"), "-D", data, "-U", "lobechat", "--auth=trust", "--no-sync"],
    ...["--encoding=UTF8", "--locale=C"],
  );
  await run(initdb, asked, { cwd: folder });
  const port = await freePort();
  const [server, ...told] = as(
    ...[join(bin, "postgres"), "-D", data, "-p", String(port), "-c", "listen_addresses=127.0.0.1"],
    ...["-c", "unix_socket_directories=", "-c", "fsync=off"],
  );
  const workload = processes.start(server, told, { env: {}, cwd: folder, logFile });
  const url = loopbackUrl(port, "postgres");
  const version = await ready(url, workload.ended);
  await run("psql", [url, "-qc", `create database "${database}"`]);
  return {
    ...{ port, version },
    stop: () => {
      workload.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
