import {
  BACKUPS,
  BACKUPS_PREFIX,
  JUDGE_SCRIPT,
  SMALL_ENDING,
  SMALL_EXIT,
  STALE_MINUTES,
} from "../app/backups";
import { DUMP_FOLDER, DUMP_SCRIPT } from "../app/dumpScript";
import { SNAPSHOTS_FOLDER } from "./snapshotScript";

/** Where the backups are in the volume. */
const FOLDER = `${SNAPSHOTS_FOLDER}/${BACKUPS_PREFIX}`;

/** How often the loop looks what is due, and tries again what failed. */
const POLL_SECONDS = 60;

/**
 * One backup of the kind that EVERY says: dumped, kept under its time, size and checksum, and compared with the good
 * one before it. Only a good one lets those go that are older than DAYS: while there is none, nothing goes.
 */
export const BACKUP_SCRIPT = `${JUDGE_SCRIPT}
folder=${FOLDER}/$EVERY
mkdir -p ${DUMP_FOLDER} "$folder"
rm -f ${DUMP_FOLDER}/* "$folder"/*.part
(
${DUMP_SCRIPT})
newest_of "$folder"/*.dump
[ -e "$newest" ] || newest=
if [ -e ${DUMP_FOLDER}/empty ]; then
  empty
  touch "$folder/empty"
  exit 0
fi
bytes=$(stat -c %s ${DUMP_FOLDER}/database.dump)
sum=$(cat ${DUMP_FOLDER}/sha256)
judge
file="$folder/$(date -u +%Y%m%dT%H%M%SZ)-$bytes-$sum"
cp ${DUMP_FOLDER}/database.dump "$file.part"
sync "$file.part"
[ "$(sha256sum "$file.part" | cut -d' ' -f1)" = "$sum" ] || fail "$file.part is not what was dumped"
mv "$file.part" "$file$ending"
[ "$ending" != ${SMALL_ENDING} ] || small "$file$ending" "mv $file$ending $file.dump (in this container)"
find "$folder" -name '*.dump' -mtime "+$((DAYS - 1))" -delete
echo "backup: $file$ending"
`;

const LINES = Object.entries(BACKUPS).map(
  ([every, { everyMinutes, daysKept }]) => `  back_up ${every} ${everyMinutes} ${daysKept}`,
);

/**
 * Makes each kind of backup when it is due, which its first argument knows how to. What failed is tried again soon;
 * what was made and not believed is not.
 */
export const BACKUP_LOOP = `trap 'exit 0' TERM INT
back_up() {
  mkdir -p "${FOLDER}/$1"
  [ -z "$(find "${FOLDER}/$1" -name last -mmin "-$2")" ] || return 0
  touch "${FOLDER}/$1/begun"
  code=0
  EVERY=$1 DAYS=$3 sh -euc "$backup" || code=$?
  case $code in 0|${SMALL_EXIT}) mv "${FOLDER}/$1/begun" "${FOLDER}/$1/last" ;; esac
}
backup=$1
while :; do
${LINES.join("\n")}
  sleep ${POLL_SECONDS} &
  wait $!
done
`;

/** Succeeds where an hourly backup is good and no older than it may be. */
export const FRESH_SCRIPT = `test -n "$(find ${FOLDER}/hourly '(' -name '*.dump' ! -name '*${SMALL_ENDING}' -o -name empty ')' -mmin -${STALE_MINUTES})"`;
