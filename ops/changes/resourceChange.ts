import { isDeepStrictEqual } from "node:util";
import type { EngineEvent, OpType, StepEventMetadata } from "@pulumi/pulumi/automation";

/** What happens to one resource; a replacement is one change. */
export interface ResourceChange {
  op: "create" | "update" | "replace" | "delete";
  urn: string;
  type: string;
  name: string;
  /** The properties that differ, where the provider says which. */
  diffs: string[];
  /**
   * Whether nothing differs but what a preview cannot know, such as the ARN of a resource that changes too: the
   * update may find that nothing does.
   */
  perhaps: boolean;
}

/** The old half of a replacement, and the sum of both, stand for no further change. */
const CHANGE_OF: Partial<Record<OpType, ResourceChange["op"]>> = {
  create: "create",
  update: "update",
  "create-replacement": "replace",
  delete: "delete",
};

/**
 * What a preview would change, or an update has begun to, from its events in order. Counted as Pulumi counts:
 * the stack and components are resources, providers are not.
 */
export function changesIn(events: readonly EngineEvent[]): ResourceChange[] {
  const seen = new Map<string, ResourceChange>();
  for (const { resourcePreEvent } of events) {
    if (resourcePreEvent === undefined) continue;
    const change = changeOf(resourcePreEvent.metadata);
    // A preview shows a component twice: when it is registered, and with its outputs.
    if (change !== undefined) seen.set(`${change.op} ${change.urn}`, change);
  }
  return [...seen.values()];
}

function changeOf(step: StepEventMetadata): ResourceChange | undefined {
  const op = CHANGE_OF[step.op];
  if (op === undefined || step.type.startsWith("pulumi:providers:")) return undefined;
  const { urn, type } = step;
  const name = urn.split("::").at(-1) ?? urn;
  return { op, urn, type, name, diffs: step.diffs ?? [], perhaps: op === "update" && isOpen(step) };
}

function isOpen({ old, new: now }: StepEventMetadata): boolean {
  if (old === undefined || now === undefined) return false;
  return !isDeepStrictEqual(old.inputs, now.inputs) && mayBeSame(old.inputs, now.inputs);
}

/** In the place of a value that only the update knows; the same in the events of every engine. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Whether two values are one, if what is not known is what it was. */
function mayBeSame(old: unknown, now: unknown): boolean {
  if (now === UNKNOWN) return true;
  if (!isContainer(old) || !isContainer(now)) return isDeepStrictEqual(old, now);
  const keys = new Set([...Object.keys(old), ...Object.keys(now)]);
  return [...keys].every((key) => mayBeSame(old[key], now[key]));
}

/** An array is one too: its indexes are keys. */
function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
