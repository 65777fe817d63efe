import { CONNECT_SCRIPT } from "./connectScript";

/** Where the dump is that is restored, and where what was found out goes. */
function filesIn(folder: string) {
  return {
    dump: `${folder}/database.dump`,
    live: `${folder}/live.json`,
    restored: `${folder}/restored.json`,
    key: `${folder}/stored-key`,
    result: restoreResult(folder),
  };
}

/** What a restore has found out, for whoever decides whether users are to be served from it. */
export function restoreResult(folder: string): string {
  return `${folder}/result.json`;
}

/** Every row is counted: the statistics that PostgreSQL keeps are estimates. */
const EACH_TABLE =
  "select string_agg(format('select %L as name, count(*) as rows from %I.%I', table_schema || '.' || table_name, table_schema, table_name), ' union all ') from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')";

const COUNT_ROWS = `count_rows() {
  each=$(psql "$database" -v ON_ERROR_STOP=1 -tAc "${EACH_TABLE}")
  if [ -z "$each" ]; then echo "{}"; return; fi
  psql "$database" -v ON_ERROR_STOP=1 -tAc "select json_object_agg(name, rows order by name) from ($each) as counted"
}`;

function compare(folder: string): string {
  const { live, restored, key } = filesIn(folder);
  return `count_rows > ${restored}
: > ${key}
if [ "$(psql "$database" -tAc "select to_regclass('public.ai_providers') is not null")" = t ]; then
  psql "$database" -tAc "select key_vaults from ai_providers where key_vaults like '%:%:%' limit 1" > ${key}
fi
connect "$LIVE_URL"
count_rows > ${live}
`;
}

/** Counts what is there in both databases, and takes one stored key out of the restored one. */
export function compareScript(folder: string): string {
  return `set -eu
${CONNECT_SCRIPT}${COUNT_ROWS}
connect "$RESTORED_URL"
${compare(folder)}`;
}

/**
 * Makes a database on the first one's server, puts a dump into it in one transaction, and compares: whatever ends it
 * halfway, it finds an empty database when it runs again, or a whole one, and never drops any. LIVE_URL is only read.
 */
export function restoreScript(folder: string): string {
  return `set -eu
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
  pg_restore --single-transaction --no-owner --no-privileges --no-comments --dbname="$database" ${filesIn(folder).dump}
fi
${compare(folder)}`;
}

/**
 * Opens one key that a user has stored, as LobeHub does: AES-256-GCM, as iv:tag:data in hex. With another
 * KEY_VAULTS_SECRET than the dump's, all of them would silently read as empty. It needs Node and nothing else, so
 * every release's image can run it, and it prints nothing of the key.
 *
 * @param folder with what the restore has found out
 */
export function checkKeyScript(folder: string): string {
  const { live, restored, key, result } = filesIn(folder);
  return `const fs = require("node:fs");
const { createDecipheriv } = require("node:crypto");
const read = (file) => fs.readFileSync(file, "utf8").trim();
const stored = read("${key}");
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
const rows = { live: JSON.parse(read("${live}")), restored: JSON.parse(read("${restored}")) };
const { SNAPSHOT: snapshot, RESTORED_DATABASE: database } = process.env;
const result = JSON.stringify({ snapshot, database, at: new Date().toISOString(), ...rows, key });
fs.writeFileSync("${result}", result);
console.log(result);
`;
}
