import { DUMP_FOLDER } from "../app/dumpScript";
import { restoreResult } from "../app/restoreScript";

/** Gets a dump, and looks whether it is the one that was made: its name ends in its checksum. */
export const FETCH_SCRIPT = `set -eu
aws s3 cp "s3://$BUCKET/$SNAPSHOT" ${DUMP_FOLDER}/database.dump --no-progress
name=\${SNAPSHOT##*/}
name=\${name%.dump}
echo "\${name##*-}  ${DUMP_FOLDER}/database.dump" | sha256sum -c - \\
  || { echo "failed: s3://$BUCKET/$SNAPSHOT is not what its name says" >&2; exit 1; }
`;

/** Puts what was found where \`lobechat restore\` reads it without the cluster. */
export const REPORT_SCRIPT = `set -eu
aws s3 cp ${restoreResult(DUMP_FOLDER)} "s3://$BUCKET/restores/$RESTORED_DATABASE.json" --no-progress
`;
