import { execFile, fork } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import type { Processes } from "../pods/processes";
import { serverFolder, startInstalled } from "./installed";

/** The checkout: ts-node looks for tsconfig.json where it is started. */
const ROOT = resolve(__dirname, "../../..");

/** A PostgreSQL on loopback. It asks nobody for a password. */
export interface Postgres {
  port: number;
  /** As in `18.6`. */
  version: string;
  stop: () => void;
}

/** What PGlite is, in the version that package.json names. */
const PGLITE_MAJOR = 18;

/** The clients that the scripts of dumps and restores run. */
const TOOLS = ["pg_dump", "pg_restore", "psql"] as const;

/**
 * A PostgreSQL for as long as somebody wants it, with one database: PGlite, or where the clients are too old for it,
 * the server that is installed beside them.
 *
 * @returns a sentence where this machine's clients are missing, or too old for it
 */
export async function startPostgres(
  database: string,
  { processes, workDir }: { processes: Processes; workDir: string },
): Promise<Postgres | string> {
  const majors = await Promise.all(TOOLS.map(majorOf));
  const missing = TOOLS.filter((_, at) => majors[at] === undefined);
  if (missing.length > 0) return `not on PATH: ${missing.join(", ")}`;
  const oldest = Math.min(...majors.map(Number));
  if (oldest >= PGLITE_MAJOR) return startPglite(database, workDir);
  const server = serverFolder(oldest);
  if (server !== undefined)
    return startInstalled(database, server, { processes, logFile: join(workDir, "postgres.log") });
  return `pg_dump on PATH is of PostgreSQL ${oldest}, and takes no dump of a server of ${PGLITE_MAJOR}, which PGlite is`;
}

async function startPglite(database: string, workDir: string): Promise<Postgres> {
  const log = openSync(join(workDir, "postgres.log"), "a");
  const child = fork(join(__dirname, "pgliteProcess.ts"), [database], {
    cwd: ROOT,
    execArgv: ["-r", require.resolve("ts-node/register/transpile-only")],
    stdio: ["ignore", log, log, "ipc"],
  });
  closeSync(log);
  const ended = once(child, "exit").then(() => {
    throw new Error("PGlite did not start: see postgres.log");
  });
  // Once it has started, its end is told by the clients that it does not answer.
  ended.catch(() => undefined);
  const started = once(child, "message") as Promise<[{ port: number; version: string }]>;
  const [{ port, version }] = await Promise.race([started, ended]);
  return {
    ...{ port, version },
    stop: () => {
      child.kill();
    },
  };
}

async function majorOf(tool: string): Promise<number | undefined> {
  try {
    const { stdout } = await promisify(execFile)(tool, ["--version"]);
    const major = /\) (\d+)/.exec(stdout)?.[1];
    return major === undefined ? undefined : Number(major);
  } catch {
    return undefined;
  }
}
