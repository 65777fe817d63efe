import { satisfies } from "semver";
import { listSnapshots, type Snapshot } from "./aws/snapshots";
import type { RecordedUpdate } from "./history";
import { Refusal } from "./refusal";
import type { Situation } from "./situation";
import type { Tools } from "./tools";

/**
 * Refuses to go back to a release that cannot read what a later one has made of the shared database, and names the
 * two ways out.
 *
 * @param release name in the catalogue
 * @throws Refusal; nothing was changed
 */
export async function refuseUnreadable(
  tools: Tools,
  situation: Situation,
  release: string,
): Promise<void> {
  const full = situation.updates.filter(({ narrowed }) => !narrowed);
  const [now] = full;
  const version = now?.versions[release];
  if (now === undefined || version === undefined) return;
  const { schema } = now;
  if (satisfies(version, schema.readableBy, { includePrerelease: true })) return;
  const migration = full.findLast((update) => update.schema.version === schema.version) ?? now;
  const snapshot = await lastBefore(tools, situation, migration);
  throw new Refusal(
    `${release} cannot read the database any more: its schema is of ${schema.version}, which ${schema.readableBy} can read. There are two ways out. Forward: \`lobechat release\` with a release that mends what is wrong. Back: ${backBy(snapshot, tools.now())} Nothing was changed.`,
  );
}

/**
 * The newest snapshot that the migration has not touched, if need be the one that was made within its own update;
 * undefined: none, or nobody could be asked.
 */
async function lastBefore(
  tools: Tools,
  { operations }: Situation,
  migration: Pick<RecordedUpdate, "at" | "endedAt">,
): Promise<Snapshot | undefined> {
  try {
    const all = await listSnapshots(tools.awsAccess(operations.region), operations);
    const own = all.find(({ key, at }) => isOfRelease(key) && at <= migration.endedAt);
    const before = all.find(({ at }) => at <= migration.at);
    return own !== undefined && own.at > migration.at ? own : before;
  } catch {
    // Whoever rolls back has to hear of both ways, whether AWS answers or not.
    return undefined;
  }
}

function isOfRelease(key: string): boolean {
  return !key.startsWith("backups/") && !key.startsWith("rds:");
}

function backBy(snapshot: Snapshot | undefined, now: Date): string {
  if (snapshot === undefined)
    return "`lobechat restore --list` shows what there is, of which the last one before the migration is wanted; what users wrote since would be gone. docs/restore.md has the steps.";
  const minutes = Math.round((now.getTime() - snapshot.at.getTime()) / 60_000);
  return `\`lobechat restore ${snapshot.key}\`, the last one before the migration; what users wrote since ${snapshot.at.toISOString()} (${minutes} minutes) would be gone. docs/restore.md has the steps.`;
}
