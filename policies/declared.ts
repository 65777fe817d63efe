import type { ResourceValidationPolicy } from "@pulumi/policy";

type Properties = Record<string, unknown>;

/** The inputs of this update's resources, by URN. The SDK asks rules one by one, in one process. */
const inputs = new Map<string, Properties>();

/**
 * Comes first, and finds nothing. At the end of a preview the engine shows what providers have answered, and of a
 * provider whose own configuration is not known yet, as of a cluster that is not there, it shows nothing at all
 * (Create in its pkg/resource/plugin/provider_plugin.go).
 */
export const declaredIsKept: ResourceValidationPolicy = {
  name: "declared-is-kept",
  description: "What the program declares is kept for the rules that compare resources.",
  severity: "low",
  enforcementLevel: "advisory",
  validateResource: ({ urn, props }) => {
    inputs.set(urn, props);
  },
};

/** @returns nothing of a resource that the engine has not asked about by itself */
export function declaredOf(urn: string): Properties | undefined {
  return inputs.get(urn);
}
