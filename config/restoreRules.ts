import { rdsSnapshots, type RestoreSettings } from "../components/app/restored";
import { noClientImage } from "./clientImage";
import { setCommand, type Problem } from "./problem";
import type { AwsConfig } from "./schema";
import { snapshotKind } from "./settings";

/** What a restore lacks, or contradicts. */
export function restoreProblems(config: Partial<AwsConfig>): Problem[] {
  const { restore, snapshots } = config;
  if (restore === undefined || snapshots === undefined) return [];
  const problems: Problem[] = placeProblems(restore, config);
  if (restore.serves === restore.snapshot)
    problems.push({
      path: ["restore", "serves"],
      found: restore.serves,
      expected: "another snapshot than restore.snapshot, or nothing: see docs/restore.md",
      fix: setCommand(["restore", "serves"], "<key>"),
    });
  if (snapshots.clientImage === undefined)
    problems.push(
      noClientImage(
        "an image with psql and pg_restore of the server's major version, which a restore runs",
      ),
    );
  return problems;
}

/** Where there is no place for what is restored, or for what was found of it. */
function placeProblems(
  restore: RestoreSettings,
  { database, snapshots, backups }: Partial<AwsConfig>,
): Problem[] {
  if (database === undefined) return [];
  const [snapshot] = rdsSnapshots(restore);
  if ("url" in database && snapshot !== undefined)
    return [
      {
        path: ["restore", "snapshot"],
        found: snapshot,
        expected:
          "a dump: RDS restores its snapshots beside an instance that the program made, and this database is another's",
        fix: setCommand(["restore", "snapshot"], "<key>"),
      },
    ];
  const hasBucket =
    snapshots !== undefined &&
    (snapshots.bucket !== undefined || snapshotKind({ database, snapshots }) === "dump");
  if (hasBucket || backups !== false) return [];
  return [
    {
      path: ["backups"],
      found: "false",
      expected:
        "true, or snapshots.bucket: a restore writes what it found into the bucket of dumps",
      fix: setCommand(["backups"], "true"),
    },
  ];
}
