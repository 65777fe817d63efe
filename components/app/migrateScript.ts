/**
 * Runs LobeHub's migrator in the release's own image, by its own Node and its own `pg`, and records in one line of
 * JSON what was applied before and after (`drizzle.__drizzle_migrations`: how many, and the newest's time in
 * milliseconds since 1970), and what the release brings. The line is in the log, and in the pod's termination message
 * where there is one. A record that cannot be made is none, and says why: what counts is the migrator's exit code.
 */
export const MIGRATE_SCRIPT = `
const { spawnSync } = require("node:child_process");
const { readFileSync, writeFileSync } = require("node:fs");
const inApp = require("node:module").createRequire("/app/docker.cjs");
const briefly = (error) => String(error && error.message || error).split("\\n")[0].replace(/\\/\\/[^@\\s]*@/g, "//…@");

async function applied() {
  const { Client } = inApp("pg");
  const client = new Client({ connectionString: process.env.DATABASE_URL, connectionTimeoutMillis: 10000 });
  client.on("error", () => {});
  try {
    await client.connect();
    const there = await client.query("select to_regclass('drizzle.__drizzle_migrations') is not null as is");
    if (!there.rows[0].is) return { count: 0, newest: null };
    const { rows } = await client.query("select count(*)::int as count, max(created_at)::text as newest from drizzle.__drizzle_migrations");
    return { count: rows[0].count, newest: rows[0].newest === null ? null : Number(rows[0].newest) };
  } catch (error) {
    return { unknown: briefly(error) };
  } finally {
    await client.end().catch(() => {});
  }
}

function brought() {
  try {
    const { entries } = JSON.parse(readFileSync("/app/migrations/meta/_journal.json", "utf8"));
    return { count: entries.length, newest: Math.max(...entries.map(({ when }) => when)) };
  } catch (error) {
    return { unknown: briefly(error) };
  }
}

const asked = () => applied().catch((error) => ({ unknown: briefly(error) }));

(async () => {
  const before = await asked();
  const { status } = spawnSync(process.execPath, ["/app/docker.cjs"], { stdio: "inherit" });
  const after = await asked();
  const line = JSON.stringify({ migrations: { before, after, release: brought() } });
  console.log(line);
  try { writeFileSync("/dev/termination-log", line); } catch {}
  process.exit(status === null ? 1 : status);
})();
`;
