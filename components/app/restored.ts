import { createHash } from "node:crypto";

/** What a stack is told of a restore. */
export interface RestoreSettings {
  /** Key of a dump in the bucket. */
  snapshot: string;
  /** Whether users are served from what was restored. */
  serving: boolean;
  /** The dump that they are served from until then; undefined: the first database. */
  serves?: string | undefined;
}

/** A short name for a snapshot, the same whenever it is asked for. */
export function snapshotHash(snapshot: string): string {
  return createHash("sha256").update(snapshot).digest("hex").slice(0, 8);
}

/** Name of the database that a snapshot is restored to. */
export function restoredDatabase(snapshot: string): string {
  return `lobechat_${snapshotHash(snapshot)}`;
}

/** What an operator may know of a restore. */
export function restoreTold({ snapshot, serving, serves }: RestoreSettings) {
  const database = restoredDatabase(snapshot);
  return { snapshot, database, serving, serves: serves ?? null };
}

/** The address of another database on the same server. @param url of PostgreSQL */
export function besideUrl(url: string, database: string): string {
  const beside = new URL(url);
  beside.pathname = `/${database}`;
  return beside.href;
}
