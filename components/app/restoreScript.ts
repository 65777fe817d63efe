import { CONNECT_SCRIPT } from "./connectScript";
import { DUMP_FOLDER } from "./dumpScript";

/** What a restore has found out, for whoever decides whether users are to be served from it. */
export const RESTORE_RESULT = `${DUMP_FOLDER}/result.json`;

const FOUND = {
  live: `${DUMP_FOLDER}/live.json`,
  restored: `${DUMP_FOLDER}/restored.json`,
  key: `${DUMP_FOLDER}/stored-key`,
} as const;

/** Every row is counted: the statistics that PostgreSQL keeps are estimates. */
const EACH_TABLE =
  "select string_agg(format('select %L as name, count(*) as rows from %I.%I', table_schema || '.' || table_name, table_schema, table_name), ' union all ') from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')";

const COUNT_ROWS = `count_rows() {
  each=$(psql "$database" -v ON_ERROR_STOP=1 -tAc "${EACH_TABLE}")
  if [ -z "$each" ]; then echo "{}"; return; fi
  psql "$database" -v ON_ERROR_STOP=1 -tAc "select json_object_agg(name, rows order by name) from ($each) as counted"
}`;

const COMPARE = `count_rows > ${FOUND.restored}
: > ${FOUND.key}
if [ "$(psql "$database" -tAc "select to_regclass('public.ai_providers') is not null")" = t ]; then
  psql "$database" -tAc "select key_vaults from ai_providers where key_vaults like '%:%:%' limit 1" > ${FOUND.key}
fi
connect "$LIVE_URL"
count_rows > ${FOUND.live}
`;

/** Counts what is there in both databases, and takes one stored key out of the restored one. */
export const COMPARE_SCRIPT = `set -eu
${CONNECT_SCRIPT}${COUNT_ROWS}
connect "$RESTORED_URL"
${COMPARE}`;

/**
 * Makes a database on the first one's server, puts a dump into it in one transaction, and compares: whatever ends it
 * halfway, it finds an empty database when it runs again, or a whole one, and never drops any. LIVE_URL is only read.
 */
export const RESTORE_SCRIPT = `set -eu
${CONNECT_SCRIPT}${COUNT_ROWS}
connect "$RESTORED_URL"
if ! psql "$database" -tAc "select 1" > /dev/null 2>&1; then
  connect "$SERVER_URL"
  psql "$database" -v ON_ERROR_STOP=1 -qc "create database \\"$RESTORED_DATABASE\\" template template0"
  connect "$RESTORED_URL"
fi
there=$(psql "$database" -tAc "select to_regclass('drizzle.__drizzle_migrations') is not null")
if [ "$there" = t ]; then
  echo "$RESTORED_DATABASE is there already, and whole: nothing is restored twice"
else
  pg_restore --single-transaction --no-owner --no-privileges --no-comments --dbname="$database" ${DUMP_FOLDER}/database.dump
fi
${COMPARE}`;

/**
 * Opens one key that a user has stored, as LobeHub does: AES-256-GCM, as iv:tag:data in hex. With another
 * KEY_VAULTS_SECRET than the dump's, all of them would silently read as empty. It needs Node and nothing else, so
 * every release's image can run it, and it prints nothing of the key.
 */
export const CHECK_KEY_SCRIPT = `const fs = require("node:fs");
const { createDecipheriv } = require("node:crypto");
const read = (file) => fs.readFileSync(file, "utf8").trim();
const stored = read("${FOUND.key}");
function open() {
  const [iv, tag, data] = stored.split(":").map((part) => Buffer.from(part, "hex"));
  const secret = Buffer.from(process.env.KEY_VAULTS_SECRET, "base64");
  const decipher = createDecipheriv("aes-256-gcm", secret, iv);
  decipher.setAuthTag(tag);
  JSON.parse(Buffer.concat([decipher.update(data), decipher.final()]).toString());
  return "decrypts";
}
function check() {
  if (stored === "") return "no stored key";
  try {
    return open();
  } catch {
    console.error("failed: a stored key does not decrypt with this stack's KEY_VAULTS_SECRET: the dump is of another installation, and every key in it would read as empty");
    process.exit(1);
  }
}
const key = check();
const rows = { live: JSON.parse(read("${FOUND.live}")), restored: JSON.parse(read("${FOUND.restored}")) };
const { SNAPSHOT: snapshot, RESTORED_DATABASE: database } = process.env;
const result = JSON.stringify({ snapshot, database, at: new Date().toISOString(), ...rows, key });
fs.writeFileSync("${RESTORE_RESULT}", result);
console.log(result);
`;
