import type { EngineEvent, PolicyEvent } from "@pulumi/pulumi/automation";

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

function told({ policyName, enforcementLevel, resourceUrn = "", message }: PolicyEvent) {
  // The CLI says "advisory" where the SDK's type has "warning".
  const level = enforcementLevel === "mandatory" ? "mandatory" : "advisory";
  return { policy: policyName, level, urn: resourceUrn, message: message.trim() } as const;
}
