/** How often a dump is made beside those of the releases, and for how long it is kept. */
export const BACKUPS = {
  hourly: { schedule: "7 * * * *", everyMinutes: 60, daysKept: 1 },
  daily: { schedule: "37 1 * * *", everyMinutes: 24 * 60, daysKept: 7 },
  weekly: { schedule: "57 2 * * 0", everyMinutes: 7 * 24 * 60, daysKept: 28 },
} as const;

export type Every = keyof typeof BACKUPS;

/** Daily and weekly ones are dumps of their own: a fault of one is in none of the others. */
export const EVERY: readonly Every[] = ["hourly", "daily", "weekly"];

/** Where they are, in the bucket or in the volume. */
export const BACKUPS_PREFIX = "backups";

/** Where CloudWatch counts the good ones, and by which an alarm sees that there was none. */
export const BACKUP_METRIC = { namespace: "LobeChat/Backups", name: "GoodBackups" } as const;

/** At most so many minutes of what users wrote are lost with the database: what lies between two dumps. */
const RPO_MINUTES = BACKUPS.hourly.everyMinutes;

/** Within so many minutes after it began, an hourly dump has to be there. */
const DUMP_MINUTES = 15;

/** When the newest good dump was written longer ago than this, somebody has to look. */
export const STALE_MINUTES = RPO_MINUTES + DUMP_MINUTES;

/** The fraction of the one before, below which a dump is not believed. */
const SUSPICIOUS = 2;

/** A dump that is not believed is kept, and counts as none. */
export const SMALL_ENDING = ".small.dump";

/** What a run ends with whose dump is not believed: another try would make another small one. */
export const SMALL_EXIT = 3;

/**
 * Shell functions for names as `<time>-<bytes>-<sha256>.dump`, in which what has to be compared stands already:
 * `newest_of` names, oldest first, sets `newest` to the last good one; `judge` sets `ending` by `bytes` and `newest`.
 */
export const JUDGE_SCRIPT = `fail() { echo "failed: $1" >&2; exit "\${2:-1}"; }
newest_of() {
  newest=
  for name; do
    case $name in
      *${SMALL_ENDING}) ;;
      *.dump) newest=$name ;;
    esac
  done
}
bytes_in() { set -- "\${1##*/}"; set -- "\${1#*-}"; echo "\${1%%-*}"; }
judge() {
  ending=.dump
  [ -n "$newest" ] || return 0
  before=$(bytes_in "$newest")
  [ "$((bytes * ${SUSPICIOUS}))" -ge "$before" ] || ending=${SMALL_ENDING}
}
empty() {
  [ -z "$newest" ] || fail "the database has no migrations any more, and $newest has $(bytes_in "$newest") bytes: what became of it?"
  echo "empty: no migration was ever applied, so there is nothing to keep"
}
small() {
  fail "$1 has $bytes bytes, less than half of the good one before it ($newest). It is kept, and counts as none. If so much was deleted on purpose, say so: $2" ${SMALL_EXIT}
}
`;
