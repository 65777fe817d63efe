import { z } from "zod";
import { keyVaultsFingerprint } from "../../secrets/keyVaults";
import type { DockerEngine } from "../engine/dockerEngine";
import { LABEL } from "../labels";
import type { ListedContainer } from "./stackContainers";

const CONTAINER = z.object({ Config: z.object({ Env: z.array(z.string()).nullish() }) });

const VARIABLE = "KEY_VAULTS_SECRET=";

/** Parts of a stack that run LobeHub. */
const APPS: readonly (string | undefined)[] = ["blue", "green"];

/**
 * The fingerprint of the KEY_VAULTS_SECRET that the stack's colors run with. The engine tells it to whoever may
 * start containers, and the program keeps no more than this.
 *
 * @param own the stack's containers
 * @returns undefined where no color is there yet
 */
export async function deployedKeyVaults(
  engine: DockerEngine,
  own: readonly ListedContainer[],
): Promise<string | undefined> {
  for (const { id } of own.filter(({ labels }) => APPS.includes(labels[LABEL.part]))) {
    const variable = (await variablesOf(engine, id)).find((line) => line.startsWith(VARIABLE));
    if (variable !== undefined) return keyVaultsFingerprint(variable.slice(VARIABLE.length));
  }
  return undefined;
}

async function variablesOf(engine: DockerEngine, id: string): Promise<string[]> {
  const container = await engine.find(`/containers/${id}/json`);
  // It has gone since it was listed.
  if (container === undefined) return [];
  return CONTAINER.parse(container).Config.Env ?? [];
}
