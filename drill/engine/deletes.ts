import { prerequisites, type ResourceState } from "./state";

/**
 * Deletes resources side by side, each after those that depend on it.
 * @param condemned in the order of a state: what a resource depends on stands before it
 */
export async function deleteInOrder(
  condemned: ResourceState[],
  remove: (resource: ResourceState) => Promise<void>,
): Promise<void> {
  const removals: Promise<void>[] = [];
  // From the end: by the time a resource is looked at, the removal of its dependents has begun.
  for (const [index, resource] of [...condemned.entries()].reverse()) {
    const dependents = condemned
      .map((other, position) => ({ other, position }))
      .filter(({ other, position }) => position > index && prerequisites(other).has(resource.urn));
    const removed = dependents.flatMap(({ position }) => removals[position] ?? []);
    removals[index] = Promise.all(removed).then(() => remove(resource));
  }
  const ended = await Promise.allSettled(removals);
  const failed = ended.find((removal) => removal.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}
