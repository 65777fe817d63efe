import type { ResourceValidationPolicy } from "@pulumi/policy";
import { exceptionFor, type Excepting } from "./exceptions";

/** What is mended, and what of it is set. */
export interface Mended {
  types: readonly string[];
  switches: readonly string[];
}

/**
 * Lets a rule mend what it finds: with the level `remediate` these switches are on before the provider sees the
 * resource. The properties are changed where they are: a copy of them would read what a preview does not know yet.
 */
export function mending(
  rule: ResourceValidationPolicy,
  { types, switches }: Mended,
): ResourceValidationPolicy {
  return {
    ...rule,
    remediateResource: (args) => {
      const { type, name, props } = args;
      if (!types.includes(type)) return undefined;
      if (exceptionFor(args.getConfig<Excepting>(), name) !== undefined) return undefined;
      const off = switches.filter((key) => props[key] !== true);
      if (off.length === 0) return undefined;
      for (const key of off) props[key] = true;
      return props;
    },
  };
}
