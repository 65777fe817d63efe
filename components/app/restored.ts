import { createHash } from "node:crypto";

/** What a stack is told of a restore. */
export interface RestoreSettings {
  /** Key of a dump in the bucket, or identifier of an RDS snapshot. */
  snapshot: string;
  /** Whether users are served from what was restored. */
  serving: boolean;
  /** The snapshot that they are served from until then; undefined: the first database. */
  serves?: string | undefined;
  /** RDS snapshots whose instances stay. */
  kept?: readonly string[] | undefined;
}

/** Whether it is a dump, by which name; everything else is an RDS snapshot. */
export function isDump(snapshot: string): boolean {
  return snapshot.endsWith(".dump");
}

/** The RDS snapshots that have an instance, each once. */
export function rdsSnapshots({ snapshot, serves, kept = [] }: RestoreSettings): string[] {
  const all = [...kept, ...(serves === undefined ? [] : [serves]), snapshot];
  return [...new Set(all)].filter((each) => !isDump(each));
}

/** A short name for a snapshot, the same whenever it is asked for. */
export function snapshotHash(snapshot: string): string {
  return createHash("sha256").update(snapshot).digest("hex").slice(0, 8);
}

/** Name of the database that a dump is restored to, and by which what was found of any snapshot is known. */
export function restoredDatabase(snapshot: string): string {
  return `lobechat_${snapshotHash(snapshot)}`;
}

/** What an operator may know of a restore. */
export function restoreTold({ snapshot, serving, serves, kept = [] }: RestoreSettings) {
  const database = restoredDatabase(snapshot);
  return { snapshot, database, serving, serves: serves ?? null, kept };
}

/** The address of another database on the same server. @param url of PostgreSQL */
export function besideUrl(url: string, database: string): string {
  const beside = new URL(url);
  beside.pathname = `/${database}`;
  return beside.href;
}
