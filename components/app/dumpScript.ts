import { CONNECT_SCRIPT } from "./connectScript";

/** Where a dump is until it is kept. */
export const DUMP_FOLDER = "/dump";

/**
 * Dumps the database and proves that the dump can be read. A database without migrations has nothing to lose:
 * it succeeds with a note instead of a dump.
 */
export const DUMP_SCRIPT = `set -eu
${CONNECT_SCRIPT}connect "$DATABASE_URL"
applied=$(psql "$database" -tAc "select to_regclass('drizzle.__drizzle_migrations') is not null")
if [ "$applied" != t ]; then
  echo "empty: no migration was ever applied, so there is nothing to keep"
  touch ${DUMP_FOLDER}/empty
  exit 0
fi
pg_dump --format=custom --no-owner --file=${DUMP_FOLDER}/database.dump "$database"
pg_restore --list ${DUMP_FOLDER}/database.dump > ${DUMP_FOLDER}/contents
test -s ${DUMP_FOLDER}/contents
sha256sum ${DUMP_FOLDER}/database.dump | cut -d' ' -f1 > ${DUMP_FOLDER}/sha256
`;
