import type { PolicyConfigSchema, StackValidationPolicy } from "@pulumi/policy";
import type { Seen } from "./seen";

/** What a policy's configuration may say beside its level. */
export interface Excepting {
  exceptions?: readonly Exception[];
}

export interface Exception {
  /** The resource's name. */
  resource: string;
  reason: string;
}

/** Of a policy's configuration; the SDK refuses another one by its path. */
export const EXCEPTIONS_SCHEMA: PolicyConfigSchema = {
  properties: {
    exceptions: {
      type: "array",
      items: {
        type: "object",
        properties: {
          resource: { type: "string", minLength: 1 },
          reason: { type: "string", minLength: 10 },
        },
        required: ["resource", "reason"],
        additionalProperties: false,
      },
    },
  },
};

interface Used extends Exception {
  policy: string;
  urn: string;
  problem: string;
}

/**
 * What the policies have let pass when they last looked. The SDK asks them one by one, in one process; an engine that
 * knows what they say of a resource may not ask again.
 */
let used: readonly Used[] = [];

type Report = (message: string, urn?: string) => void;

export function exceptionFor({ exceptions = [] }: Excepting, name: string): Exception | undefined {
  return exceptions.find(({ resource }) => resource === name);
}

interface Asked {
  rule: { name: string; mend: string };
  config: Excepting;
  report: Report;
  /** The one resource that the rule looks at; absent: the stack. */
  urn?: string;
}

/** @returns tells a violation with its mend, or keeps in mind that it is an exception */
export function reporter({ rule: { name, mend }, config, report, urn }: Asked) {
  used = used.filter((each) => each.policy !== name || (urn !== undefined && each.urn !== urn));
  return (resource: Seen, problem: string): void => {
    const exception = exceptionFor(config, resource.name);
    if (exception === undefined)
      report(`${resource.name} ${problem}. To mend it: ${mend}`, resource.urn);
    else used = [...used, { ...exception, policy: name, urn: resource.urn, problem }];
  };
}

/** Comes last: an exception stays in sight, with its reason. */
export const exceptionsAreInSight: StackValidationPolicy = {
  name: "exceptions-are-in-sight",
  description: "An exception from a policy is known to whoever reads a preview, with its reason.",
  severity: "low",
  enforcementLevel: "advisory",
  validateStack: ({ resources }, report) => {
    const there = new Set(resources.map(({ urn }) => urn));
    for (const { policy, resource, problem, reason, urn } of used.filter((each) =>
      there.has(each.urn),
    ))
      report(`${policy} excepts ${resource}, which ${problem}: ${reason}`, urn);
  },
};
