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

/** Exceptions that something has come to since they were last told: the SDK asks rules one by one, in one process. */
const used: Used[] = [];

type Report = (message: string, urn?: string) => void;

/** Tells a violation with its mend, or keeps in mind that it is an exception. */
export function reporter(
  { name, mend }: { name: string; mend: string },
  { exceptions = [] }: Excepting,
  report: Report,
) {
  return (resource: Seen, problem: string): void => {
    const exception = exceptions.find((each) => each.resource === resource.name);
    if (exception === undefined)
      report(`${resource.name} ${problem}. To mend it: ${mend}`, resource.urn);
    else used.push({ ...exception, policy: name, urn: resource.urn, problem });
  };
}

/** Comes last: an exception stays in sight, with its reason. */
export const exceptionsAreInSight: StackValidationPolicy = {
  name: "exceptions-are-in-sight",
  description: "An exception from a policy is known to whoever reads a preview, with its reason.",
  severity: "low",
  enforcementLevel: "advisory",
  validateStack: (_, report) => {
    for (const { policy, resource, problem, reason, urn } of used.splice(0))
      report(`${policy} excepts ${resource}, which ${problem}: ${reason}`, urn);
  },
};
