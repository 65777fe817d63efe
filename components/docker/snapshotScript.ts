import { DUMP_FOLDER, DUMP_SCRIPT } from "../app/dumpScript";

/** Where the volume with the dumps is. */
export const SNAPSHOTS_FOLDER = "/snapshots";

/** Keeps the dump under a name that tells its time, size and checksum, and proves that it was kept whole. */
const KEEP_SCRIPT = `[ ! -e ${DUMP_FOLDER}/empty ] || exit 0
bytes=$(stat -c %s ${DUMP_FOLDER}/database.dump)
sum=$(cat ${DUMP_FOLDER}/sha256)
file="${SNAPSHOTS_FOLDER}/$RELEASE/$(date -u +%Y%m%dT%H%M%SZ)-$bytes-$sum.dump"
mkdir -p "${SNAPSHOTS_FOLDER}/$RELEASE"
cp ${DUMP_FOLDER}/database.dump "$file"
sync "$file"
[ "$(sha256sum "$file" | cut -d' ' -f1)" = "$sum" ]
echo "snapshot: $file"
`;

/** Dumps the database into the container, and from there to the volume. */
export const SNAPSHOT_SCRIPT = `mkdir -p ${DUMP_FOLDER}\n(\n${DUMP_SCRIPT})\n${KEEP_SCRIPT}`;
