import type { EngineEvent, OpType } from "@pulumi/pulumi/automation";
import { isProviderType, urnName } from "./urn";

export type Change = "create" | "update" | "replace" | "delete" | "same";

export interface Changes {
  changes: Record<Change, number>;
  changed: { urn: string; type: string; name: string; op: Exclude<Change, "same"> }[];
}

/** A replacement has three steps; it has happened once the new resource is there. */
const changeOf: Partial<Record<OpType, Change>> = {
  create: "create",
  update: "update",
  "create-replacement": "replace",
  delete: "delete",
  same: "same",
};

/**
 * What an update did, from its events: the embedded engine's or the real one's.
 * Only steps that succeeded count; `pulumi:providers:*` are left out; a replacement counts once.
 */
export function countChanges(events: EngineEvent[]): Changes {
  const counted = new Set<string>();
  const result: Changes = {
    changes: { create: 0, update: 0, replace: 0, delete: 0, same: 0 },
    changed: [],
  };
  for (const { resOutputsEvent } of events) {
    if (resOutputsEvent === undefined) continue;
    const { op, urn, type } = resOutputsEvent.metadata;
    const change = changeOf[op];
    // A preview shows a component twice: when it is registered, and with its outputs.
    const key = `${op} ${urn}`;
    if (change === undefined || isProviderType(type) || counted.has(key)) continue;
    counted.add(key);
    result.changes[change] += 1;
    if (change !== "same") result.changed.push({ urn, type, name: urnName(urn), op: change });
  }
  return result;
}
