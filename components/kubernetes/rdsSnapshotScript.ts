import { DEADLINES } from "../app/lifecycle";

/** How far behind the instance's backups may be: RDS saves its log every five minutes. */
const STALE_SECONDS = 900;

/** How long a new instance may take until its first backup is there, or one that is busy until it is free. */
const READY_SECONDS = 900;

/** Ends before the Job is ended, so that the script can still say what it saw. */
const DONE_SECONDS = DEADLINES.snapshotJobSeconds - 300;

const POLL_SECONDS = 15;

/**
 * Has RDS copy the instance, and waits until the copy is there. Before that it makes sure of point-in-time
 * recovery, which is how one gets back what was written after the copy. RDS makes one copy of an instance at a
 * time: while another is being made, this one waits for its turn.
 */
export const RDS_SNAPSHOT_SCRIPT = `set -eu
now() { date -u +%s; }
digits() { printf %s "$1" | tr -dc 0-9 | cut -c1-14; }
fail() { echo "failed: $1" >&2; exit 1; }
started=$(now)

ready() {
  state=$(aws rds describe-db-instances --db-instance-identifier "$INSTANCE" \\
    --query 'DBInstances[0].[DBInstanceStatus,LatestRestorableTime]' --output text) \\
    || fail "the instance $INSTANCE could not be looked at"
  set -- $state
  seen="the instance $INSTANCE is $1 and can be restored to $2"
  [ "$1" = available ] && [ "$2" != None ] || return 1
  oldest=$(date -u -d "@$(($(now) - ${STALE_SECONDS}))" +%Y%m%d%H%M%S)
  [ "$(digits "$2")" -ge "$oldest" ]
}

create() {
  snapshot=$PREFIX-$(date -u +%Y%m%d%H%M%S)
  answer=$(aws rds create-db-snapshot --db-instance-identifier "$INSTANCE" \\
    --db-snapshot-identifier "$snapshot" --tags "Key=release,Value=$RELEASE" 2>&1) && return 0
  seen=$answer
  case $answer in
    *InvalidDBInstanceState*) return 1 ;;
    *) fail "the snapshot $snapshot was refused: $answer" ;;
  esac
}

until ready && create; do
  [ "$(now)" -lt "$((started + ${READY_SECONDS}))" ] \\
    || fail "no snapshot within ${READY_SECONDS} s: $seen; it has to be available, and restorable to within the last ${STALE_SECONDS} s"
  sleep ${POLL_SECONDS}
done

while :; do
  state=$(aws rds describe-db-snapshots --db-snapshot-identifier "$snapshot" \\
    --query 'DBSnapshots[0].[Status,PercentProgress]' --output text) \\
    || fail "the snapshot $snapshot could not be looked at"
  set -- $state
  case $1 in
    available) break ;;
    creating) ;;
    *) fail "the snapshot $snapshot is $1" ;;
  esac
  [ "$(now)" -lt "$((started + ${DONE_SECONDS}))" ] \\
    || fail "the snapshot $snapshot is still $1, at $2 %, after ${DONE_SECONDS} s"
  sleep ${POLL_SECONDS}
done
echo "snapshot: $snapshot"
`;
