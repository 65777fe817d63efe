import type {
  ResourceValidation,
  ResourceValidationPolicy,
  Severity,
  StackValidationPolicy,
} from "@pulumi/policy";
import { EXCEPTIONS_SCHEMA, reporter, type Excepting } from "./exceptions";
import { Seen } from "./seen";
import { Stack } from "./stack";

interface Facts {
  /** Says the rule in a few words: "traffic-names-no-idle-group". */
  name: string;
  /** The world as it should be, in a sentence. */
  description: string;
  severity: Severity;
  /** What to do about a violation, in a sentence that names the configuration's key. */
  mend: string;
  /** @default "mandatory" */
  level?: "mandatory" | "advisory" | "remediate";
}

/** What is wrong, as it was seen; undefined where all is well. */
type See = (resource: Seen) => string | undefined;

export interface ResourceRule extends Facts {
  /** Pulumi's own types, exactly; both of an aliased pair. */
  types: readonly string[];
  checks: readonly See[];
  /** Why the rule says nothing of a resource; undefined where it does. */
  notApplicable?: See;
}

/** Looks at one resource: what is not known yet is noted, and hides nothing of what else is found. */
export type Look = (resource: Seen, see: See) => void;

export interface StackRule extends Facts {
  check: (stack: Stack, look: Look) => void;
}

export type Rule = ResourceValidationPolicy | StackValidationPolicy;

/** A rule of single resources: it stops a bad one before it is made. */
export function resourceRule(rule: ResourceRule): ResourceValidationPolicy {
  const { types, checks, notApplicable } = rule;
  const validate: ResourceValidation = (args, reportViolation) => {
    if (!types.includes(args.type)) return;
    const config = args.getConfig<Excepting>();
    const report = reporter({ rule, config, report: reportViolation, urn: args.urn });
    const resource = new Seen(args);
    const why = notApplicable?.(resource);
    if (why !== undefined) args.notApplicable(why);
    looking((look) => {
      for (const see of checks) look(resource, see);
    }, report);
  };
  return { ...policyOf(rule), validateResource: ofOneType(validate, types) };
}

/** The SDK reads a resource anew for every rule, but for those that it knows to be of another type. */
function ofOneType(validate: ResourceValidation, types: readonly string[]): ResourceValidation {
  const [type, ...more] = types;
  return more.length > 0 ? validate : Object.assign(validate, { __pulumiType: type });
}

/** A rule that compares resources: it is asked when all of them are declared. */
export function stackRule(rule: StackRule): StackValidationPolicy {
  return {
    ...policyOf(rule),
    validateStack: (args, reportViolation) => {
      const config = args.getConfig<Excepting>();
      const report = reporter({ rule, config, report: reportViolation });
      const stack = new Stack(args.resources);
      looking((look) => {
        rule.check(stack, look);
      }, report);
    },
  };
}

function policyOf({ name, description, severity, mend, level = "mandatory" }: Facts) {
  return {
    ...{ name, description, severity },
    remediationSteps: mend,
    enforcementLevel: level,
    configSchema: EXCEPTIONS_SCHEMA,
  };
}

/** @throws UnknownValueError of the first that was not known: the SDK says then that the rule could not be asked */
function looking(
  check: (look: Look) => void,
  report: (resource: Seen, problem: string) => void,
): void {
  let unknown: Error | undefined;
  check((resource, see) => {
    try {
      const problem = see(resource);
      if (problem !== undefined) report(resource, problem);
    } catch (error) {
      if (!isOfUnknownValue(error)) throw error;
      unknown ??= error;
    }
  });
  if (unknown !== undefined) throw unknown;
}

/** The SDK does not export the class of it. */
function isOfUnknownValue(error: unknown): error is Error {
  return error instanceof Error && error.constructor.name === "UnknownValueError";
}
