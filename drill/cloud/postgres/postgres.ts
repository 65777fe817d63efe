import { execFile } from "node:child_process";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { freePort } from "../pods/ports";
import type { Processes } from "../pods/processes";
import { serverFolder, startInstalled } from "./installed";
import { loopbackUrl, ready } from "./ready";
import type { Postgres } from "./server";

/** The checkout: ts-node looks for tsconfig.json where it is started. */
const ROOT = resolve(__dirname, "../../..");

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
  const place = { processes, logFile: join(workDir, "postgres.log") };
  const majors = await Promise.all(TOOLS.map(majorOf));
  const missing = TOOLS.filter((_, at) => majors[at] === undefined);
  if (missing.length > 0) return `not on PATH: ${missing.join(", ")}`;
  const oldest = Math.min(...majors.map(Number));
  if (oldest >= PGLITE_MAJOR) return startPglite(database, place);
  const server = serverFolder(oldest);
  if (server !== undefined) return startInstalled(database, server, place);
  return `pg_dump on PATH is of PostgreSQL ${oldest}, and takes no dump of a server of ${PGLITE_MAJOR}, which PGlite is`;
}

/** PGlite, among the processes that end with the cloud, however that one ends: it may be too busy to notice. */
export async function startPglite(
  database: string,
  { processes, logFile }: { processes: Processes; logFile: string },
): Promise<Postgres> {
  const port = await freePort();
  const script = join(__dirname, "pgliteProcess.ts");
  const typescript = require.resolve("ts-node/register/transpile-only");
  const workload = processes.start(
    process.execPath,
    ["-r", typescript, script, database, String(port)],
    { env: { PATH: process.env["PATH"] ?? "" }, cwd: ROOT, logFile },
  );
  const version = await ready(loopbackUrl(port, database), workload.ended);
  return {
    ...{ port, version },
    stop: () => {
      workload.kill();
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
