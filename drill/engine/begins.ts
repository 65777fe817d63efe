import type { EngineEvent, OpType } from "@pulumi/pulumi/automation";

/** @returns whether an event says that an update begins such a step on a resource of that type */
export function begins(wantedOp: OpType, wantedType: string): (event: EngineEvent) => boolean {
  return ({ resourcePreEvent }) => {
    const { op, type } = resourcePreEvent?.metadata ?? {};
    return op === wantedOp && type === wantedType;
  };
}
