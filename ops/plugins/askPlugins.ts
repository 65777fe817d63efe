import type { OpenedStack } from "../tools";
import type { InstalledPlugin } from "./installed";
import { pluginsOnCluster } from "./onCluster";
import { pluginsOnDocker } from "./onDocker";
import { deployedResources } from "./state";

/**
 * Which plugins users have, from the stack's own database, over its cluster's API or its Docker engine: no port is
 * opened for it.
 *
 * @throws Error when nobody answers before the signal
 */
export async function askPlugins(
  { deployment }: OpenedStack,
  signal: AbortSignal,
): Promise<InstalledPlugin[]> {
  const resources = await deployedResources(deployment);
  const isDocker = resources.some(({ type }) => type === "pulumi:providers:docker");
  return isDocker ? pluginsOnDocker(resources, signal) : pluginsOnCluster(resources, signal);
}
