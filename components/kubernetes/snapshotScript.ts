/** Where the two containers of a snapshot meet. */
export const DUMP_FOLDER = "/dump";

/**
 * Dumps the database and proves that the dump can be read. A database without migrations has nothing to lose:
 * it succeeds with a note instead of a dump.
 */
export const DUMP_SCRIPT = `set -eu
applied=$(psql "$DATABASE_URL" -tAc "select to_regclass('drizzle.__drizzle_migrations') is not null")
if [ "$applied" != t ]; then
  echo "empty: no migration was ever applied, so there is nothing to keep"
  touch ${DUMP_FOLDER}/empty
  exit 0
fi
pg_dump --format=custom --no-owner --file=${DUMP_FOLDER}/database.dump "$DATABASE_URL"
pg_restore --list ${DUMP_FOLDER}/database.dump > ${DUMP_FOLDER}/contents
test -s ${DUMP_FOLDER}/contents
sha256sum ${DUMP_FOLDER}/database.dump | cut -d' ' -f1 > ${DUMP_FOLDER}/sha256
`;

/** Uploads the dump under a key that tells its time, size and checksum; S3 checks the bytes on arrival. */
export const UPLOAD_SCRIPT = `set -eu
if [ -e ${DUMP_FOLDER}/empty ]; then
  echo "empty: nothing to upload"
  exit 0
fi
bytes=$(stat -c %s ${DUMP_FOLDER}/database.dump)
sum=$(cat ${DUMP_FOLDER}/sha256)
key="$RELEASE/$(date -u +%Y%m%dT%H%M%SZ)-$bytes-$sum.dump"
aws s3 cp ${DUMP_FOLDER}/database.dump "s3://$BUCKET/$key" --checksum-algorithm SHA256 --no-progress
echo "snapshot: s3://$BUCKET/$key"
`;
