import type { Cloud, NamedSecret } from "../../cloud/cloud";
import type { OpenEngine } from "../../engine/open";
import { isInTheOpen, secretsOfConfig, secretsOfOutputs, within } from "./secretValues";

/** Every secret of the run, from whoever may know it: the configuration, the stack's outputs, its providers. */
export async function secretsOf(
  { deployment }: Pick<OpenEngine, "deployment">,
  cloud: Pick<Cloud, "secrets">,
): Promise<NamedSecret[]> {
  const [config, outputs, handedOut] = await Promise.all([
    deployment.getAllConfig(),
    deployment.outputs(),
    cloud.secrets(),
  ]);
  return [
    ...secretsOfConfig(config),
    ...secretsOfOutputs(outputs),
    ...handedOut,
    ...handedOut.flatMap(within),
  ].filter((secret) => !isInTheOpen(secret));
}
