import { restoreScript } from "../app/restoreScript";
import { SNAPSHOTS_FOLDER } from "./snapshotScript";

/** Where what a restore has found out stays: in the volume, beside the dumps. */
export function restoreFolder(database: string): string {
  return `${SNAPSHOTS_FOLDER}/restores/${database}`;
}

/** Looks whether the dump is the one that was made, because its name ends in its checksum; then restores it. */
export function dockerRestoreScript(database: string): string {
  const folder = restoreFolder(database);
  return `dump="${SNAPSHOTS_FOLDER}/$SNAPSHOT"
sum=\${SNAPSHOT%.dump}
echo "\${sum##*-}  $dump" | sha256sum -c - \\
  || { echo "failed: $dump is not there, or not what its name says" >&2; exit 1; }
mkdir -p ${folder}
ln -sf "$dump" ${folder}/database.dump
${restoreScript(folder)}`;
}
