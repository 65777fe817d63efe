import { protectedMessage } from "./protection";
import type { ResourceState } from "./state";
import type { Update } from "./update";

/**
 * Deletes everything that is in the state, the dependents first. The program does not run, so what a resource
 * wants to be asked before it goes has nobody to answer.
 */
export async function destroy(update: Update, resources: readonly ResourceState[]): Promise<void> {
  for (const resource of resources) {
    const { urn, protect, delete: replaced, resourceHooks } = resource;
    if (protect && !replaced) update.fail(protectedMessage(resource), urn);
    if (resourceHooks.beforeDelete !== undefined || resourceHooks.afterDelete !== undefined)
      update.fail(`'${urn}' has delete hooks: a destroy does not run the program that they are in`);
  }
  await update.deleteUndeclared();
}
