import type { EngineEvent, PolicyEvent } from "@pulumi/pulumi/automation";
import { levelOf } from "../../ops/changes/finding";

/** What a policy says of a resource. */
export interface ToldViolation {
  policy: string;
  level: "advisory" | "mandatory";
  urn: string;
  /** The world as it should be, and on the lines below it what is wrong. */
  message: string;
}

/** What the policy packs of an update or a preview have found, from its events. */
export function violationsIn(events: readonly EngineEvent[]): ToldViolation[] {
  return events.flatMap(({ policyEvent }) =>
    policyEvent === undefined ? [] : [told(policyEvent)],
  );
}

function told(event: PolicyEvent): ToldViolation {
  const { policyName: policy, resourceUrn: urn = "", message } = event;
  return { policy, level: levelOf(event), urn, message: message.trim() };
}
