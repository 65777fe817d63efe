import { DUMP_FOLDER } from "../app/dumpScript";

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
