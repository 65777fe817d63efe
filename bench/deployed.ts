import type { Cloud } from "../drill/cloud/cloud";
import type { OpenEngine } from "../drill/engine/open";
import { RELEASES } from "../drill/scenario/catalogue";
import { CleanUp } from "../drill/scenario/cleanUp";
import { openCloud, openStack, openWorkDir } from "../drill/scenario/open";
import { baseConfig, wantedConfig } from "../drill/scenario/stackConfig";

/** Deploys the drill's stack, one release on both colours, so that the next update has nothing to change. */
export async function deploy({ deployment }: OpenEngine): Promise<void> {
  const { first } = RELEASES;
  const wanted = { blue: first, green: first, schema: first.version };
  await deployment.setAllConfig({
    ...baseConfig(),
    ...wantedConfig({ ...wanted, activeColor: "blue" }),
  });
  await deployment.up();
}

/** Deploys the drill's stack in a cloud of its own for as long as something is measured there. */
export async function inDeployedCloud<T>(measure: (cloud: Cloud) => Promise<T>): Promise<T> {
  const cleanUp = new CleanUp();
  try {
    const workDir = openWorkDir(cleanUp);
    const cloud = await openCloud(workDir, { scale: 60 }, cleanUp);
    await deploy(await openStack("embedded", workDir, cloud, cleanUp));
    return await measure(cloud);
  } finally {
    await cleanUp.run();
  }
}
