import { BACKUP_METRIC, BACKUPS_PREFIX, JUDGE_SCRIPT, SMALL_ENDING } from "../app/backups";
import { DUMP_FOLDER } from "../app/dumpScript";

/**
 * Uploads a backup's dump, looks whether all of it arrived, compares it with the good one before it, and counts it
 * where it is believed. It can neither read nor delete what is there: a broken pod takes no backup with it.
 */
export const BACKUP_SCRIPT = `set -eu
${JUDGE_SCRIPT}
folder="${BACKUPS_PREFIX}/$EVERY"
names=$(aws s3api list-objects-v2 --bucket "$BUCKET" --prefix "$folder/" \\
  --query 'Contents[].Key' --output text) || fail "s3://$BUCKET/$folder could not be listed"
newest_of $names
good() {
  aws cloudwatch put-metric-data --namespace ${BACKUP_METRIC.namespace} --metric-name ${BACKUP_METRIC.name} \\
    --dimensions "Stack=$STACK,Every=$EVERY" --value 1 \\
    || fail "the backup is good, and CloudWatch was not told: the alarm will say that there is none"
}
if [ -e ${DUMP_FOLDER}/empty ]; then
  empty
  good
  exit 0
fi
bytes=$(stat -c %s ${DUMP_FOLDER}/database.dump)
judge
key="$folder/$(date -u +%Y%m%dT%H%M%SZ)-$bytes-$(cat ${DUMP_FOLDER}/sha256)"
aws s3 cp ${DUMP_FOLDER}/database.dump "s3://$BUCKET/$key$ending" --checksum-algorithm SHA256 --no-progress
arrived=$(aws s3api list-objects-v2 --bucket "$BUCKET" --prefix "$key$ending" \\
  --query 'Contents[0].Size' --output text)
[ "$arrived" = "$bytes" ] || fail "s3://$BUCKET/$key$ending has $arrived bytes of $bytes"
[ "$ending" != ${SMALL_ENDING} ] \\
  || small "s3://$BUCKET/$key$ending" "aws s3 mv s3://$BUCKET/$key$ending s3://$BUCKET/$key.dump"
good
echo "backup: s3://$BUCKET/$key$ending"
`;
