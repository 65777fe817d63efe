import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { DUMP_FOLDER, DUMP_SCRIPT } from "../components/app/dumpScript";
import { besideUrl } from "../components/app/restored";
import { restoreScript } from "../components/app/restoreScript";
import { Processes } from "../drill/cloud/pods/processes";
import { startPostgres } from "../drill/cloud/postgres/postgres";
import { loopbackUrl } from "../drill/cloud/postgres/ready";
import { sampleData } from "../drill/cloud/postgres/sampleData";

/** Sizes of the table of messages, in MB. */
const SIZES_MB = [1, 10, 100];

/** Bytes of a message: about as long as an answer of a model. */
const MESSAGE_BYTES = 2_000;

const DATABASE = "lobechat";

const run = promisify(execFile);

/**
 * How long the scripts of a dump and of a restore take with a real PostgreSQL on this machine, by size. Nobody is
 * told whether that is good enough: another server, and a network between, make other times.
 */
async function main(): Promise<void> {
  const processes = new Processes();
  const workDir = mkdtempSync(join(tmpdir(), "lobechat-restore-"));
  try {
    const postgres = await startPostgres(DATABASE, { processes, workDir });
    if (typeof postgres === "string") {
      process.stdout.write(`restores: skipped, ${postgres}\n`);
      return;
    }
    const url = loopbackUrl(postgres.port, DATABASE);
    await run("psql", [url, "-qc", sampleData(Buffer.alloc(32).toString("base64"))]);
    for (const megabytes of SIZES_MB) {
      await grow(url, megabytes);
      process.stdout.write(`${await measure({ url, workDir, megabytes }, postgres.version)}\n`);
    }
    postgres.stop();
  } finally {
    processes.killAll();
    rmSync(workDir, { recursive: true, force: true });
  }
}

/** Text that does not compress away: what users write does so only by half. */
async function grow(url: string, megabytes: number): Promise<void> {
  const rows = Math.round((megabytes * 1_000_000) / MESSAGE_BYTES);
  const text = `(select string_agg(md5(n || ':' || part), '') from generate_series(1, ${Math.round(MESSAGE_BYTES / 32)}) as part)`;
  const fill = `delete from messages; insert into messages select 'msg_' || n, 'user_1', 'user', ${text} from generate_series(1, ${rows}) as n`;
  await run("psql", [url, "-v", "ON_ERROR_STOP=1", "-qc", fill]);
}

async function measure(
  { url, workDir, megabytes }: { url: string; workDir: string; megabytes: number },
  version: string,
): Promise<string> {
  const folder = join(workDir, String(megabytes));
  mkdirSync(folder);
  const restored = `lobechat_${String(megabytes).padStart(8, "0")}`;
  const env = {
    ...{ PATH: process.env["PATH"] ?? "", RESTORED_DATABASE: restored, DATABASE_URL: url },
    ...{ SERVER_URL: url, LIVE_URL: url, RESTORED_URL: besideUrl(url, restored) },
  };
  const took = async (script: string): Promise<string> => {
    const began = Date.now();
    await run("sh", ["-c", script], { env });
    return `${((Date.now() - began) / 1000).toFixed(1)} s`;
  };
  const dump = await took(DUMP_SCRIPT.replaceAll(DUMP_FOLDER, folder));
  const restore = await took(restoreScript(folder));
  const { size } = statSync(join(folder, "database.dump"));
  return `${megabytes} MB of messages, a dump of ${(size / 1_000_000).toFixed(1)} MB: dumped in ${dump}, restored and counted in ${restore} (PostgreSQL ${version})`;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
