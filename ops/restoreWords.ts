import type { RestoreFound } from "./aws/dumps";
import type { Snapshot } from "./aws/snapshots";
import { table } from "./table";

/** The rows of each table, before and after, where they differ; and what it all means. */
export function comparisonLines(found: RestoreFound): string[] {
  const names = [...new Set([...Object.keys(found.live), ...Object.keys(found.restored)])].sort();
  const changed = names.filter((name) => found.live[name] !== found.restored[name]);
  const rows = changed.map((name) => [
    name,
    String(found.live[name] ?? "no such table"),
    String(found.restored[name] ?? "no such table"),
  ]);
  const same = `${names.length - changed.length} of ${names.length} tables have as many rows.`;
  const key =
    found.key === "decrypts" ? "A stored key decrypts." : "No user has stored a key to try.";
  const body = rows.length === 0 ? [] : table([["table", "live", "restored"], ...rows]);
  return [`${found.snapshot} is restored to ${found.database}. ${same} ${key}`, ...body];
}

/** What there is to restore, the newest first. */
export function snapshotLines(snapshots: readonly Snapshot[]): string[] {
  if (snapshots.length === 0) return ["There is nothing to restore yet."];
  return table([
    ["made at", "bytes", "snapshot"],
    ...snapshots.map(({ at, bytes, key }) => [at.toISOString(), String(bytes ?? "of RDS"), key]),
  ]);
}
