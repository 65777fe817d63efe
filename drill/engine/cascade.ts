import { unknownValue } from "@pulumi/pulumi/runtime/rpc";
import type { Crud } from "./crud";
import { forcedReplaces } from "./plan";
import type { ResourceState } from "./state";

/**
 * Before a resource is deleted to be replaced, the real engine deletes whatever its replacement would
 * replace as well. This engine does not, and says so rather than leave them without what they stand on.
 * @throws Error naming the first such dependent
 */
export async function refuseCascade(
  root: ResourceState,
  others: ResourceState[],
  crudOf: (resource: ResourceState) => Crud,
): Promise<void> {
  for (const dependent of others.filter((other) => other.custom && !other.delete)) {
    const entries = Object.entries(dependent.inputs).map(([key, value]) => {
      const follows = dependent.propertyDependencies[key]?.includes(root.urn) === true;
      return [key, follows ? unknownValue : value] as const;
    });
    if (entries.every(([key, value]) => value === dependent.inputs[key])) continue;
    const inputs = Object.fromEntries(entries);
    const diff = await crudOf(dependent).diff(dependent, inputs);
    const forced = forcedReplaces(dependent.replaceOnChanges, dependent.inputs, inputs);
    if (diff.replaces.length + forced.length === 0) continue;
    throw new Error(
      `'${root.urn}' is deleted before it is replaced, and '${dependent.urn}', which would be replaced with it, ` +
        "would have to go first: the embedded engine does not delete dependents, run it with the pulumi CLI.",
    );
  }
}
