import type { EngineEvent, PolicyEvent } from "@pulumi/pulumi/automation";
import { plain } from "../engineWords";

/** What a policy says of one resource. */
export interface Finding {
  policy: string;
  level: "mandatory" | "advisory";
  /** The resource's name; the stack's own where it is about no resource. */
  resource: string;
  /** What is wrong, or what is excepted and why. */
  message: string;
  /** What to do; null where the policy does not say. */
  mend: string | null;
}

export interface Findings {
  violations: Finding[];
  /** What would be a violation, but for a reason that somebody gave. */
  exceptions: Finding[];
  /** What could not be asked before the update: something that it reads is not known. */
  unasked: Finding[];
}

/** What policy packs said in a preview or an update, each thing once. */
export function findingsIn(events: readonly EngineEvent[]): Findings {
  const all = new Map<string, Finding>();
  for (const { policyEvent } of events) {
    if (policyEvent === undefined) continue;
    const finding = findingOf(policyEvent);
    all.set(JSON.stringify(finding), finding);
  }
  const found: Findings = { violations: [], exceptions: [], unasked: [] };
  for (const finding of all.values()) found[kindOf(finding)].push(finding);
  return found;
}

function findingOf(event: PolicyEvent): Finding {
  const { resourceUrn, policyName } = event;
  const text = plain(event.message);
  const [said = text, mend] = text.split(MEND);
  return {
    policy: policyName,
    level: levelOf(event),
    resource: resourceUrn?.split("::").at(-1) ?? "",
    message: withoutDescription(said),
    mend: mend ?? null,
  };
}

/** The CLI says "advisory" where the SDK's type has "warning". */
export function levelOf({ enforcementLevel }: Pick<PolicyEvent, "enforcementLevel">) {
  return enforcementLevel === "mandatory" ? "mandatory" : "advisory";
}

/** The SDK puts the policy's description on a line of its own first. */
function withoutDescription(said: string): string {
  const lines = said.split("\n");
  return (UNASKED.test(said) || lines.length === 1 ? lines : lines.slice(1)).join(" ");
}

/** As the pack words a violation. */
const MEND = /\.? To mend it: /;

function kindOf({ policy, message }: Finding): keyof Findings {
  if (policy === "exceptions-are-in-sight") return "exceptions";
  return UNASKED.test(message) ? "unasked" : "violations";
}

/** As the SDK words that a value is unknown. */
const UNASKED = /can't run policy .* during preview/;
