import { setImmediate as immediate } from "node:timers/promises";
import type { PendingOperation, ResourceState, Snapshot } from "./state";

/**
 * The state in the making. It is written before and after each step, so that whatever kills the
 * update, the file says what is there and which operation was under way. Steps that come at the
 * same time share one write, and each of them waits for it.
 */
export class Journal {
  private readonly before: Set<ResourceState>;
  private readonly after: ResourceState[] = [];
  private readonly pending: Set<PendingOperation>;
  private readonly write: (snapshot: Snapshot) => void;
  private written: Promise<void> | undefined;

  /** @param write keeps a snapshot; a preview keeps none */
  constructor(snapshot: Snapshot, write: (snapshot: Snapshot) => void) {
    this.before = new Set(snapshot.resources);
    // As with the real engine, only a create that was cut short stays on record: nobody knows what it made.
    this.pending = new Set(snapshot.pendingOperations.filter(({ type }) => type === "creating"));
    this.write = write;
  }

  /** Resources of the last update that this one has not dealt with yet. */
  get remaining(): ResourceState[] {
    return [...this.before];
  }

  async begin(type: PendingOperation["type"], resource: ResourceState): Promise<PendingOperation> {
    const operation = { type, resource };
    this.pending.add(operation);
    await this.saved();
    return operation;
  }

  async end(operation: PendingOperation): Promise<void> {
    this.pending.delete(operation);
    await this.saved();
  }

  /** `state` takes the place of `old`. It reaches the disk with the next step, or at the end. */
  put(state: ResourceState, old?: ResourceState): void {
    if (old !== undefined) this.before.delete(old);
    this.after.push(state);
  }

  remove(old: ResourceState): void {
    this.before.delete(old);
  }

  private saved(): Promise<void> {
    this.written ??= immediate().then(() => {
      this.written = undefined;
      this.save();
    });
    return this.written;
  }

  save(): void {
    this.write({
      resources: [...this.after, ...this.before],
      pendingOperations: [...this.pending],
    });
  }
}

/** The warning about operations that an earlier update left behind, in the real engine's words. */
export function pendingOperationsWarning(operations: PendingOperation[]): string {
  const list = operations.map(
    ({ resource, type }) => `  * ${resource.urn}, interrupted while ${type}`,
  );
  return [
    `Attempting to deploy or update resources with ${String(operations.length)} pending operations from previous deployment.`,
    ...list,
    "These resources are in an unknown state because the update was interrupted while waiting for changes to " +
      "these resources to complete. Confirm with the provider whether the operations listed completed successfully.",
  ].join("\n");
}
