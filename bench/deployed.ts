import type { OpenEngine } from "../drill/engine/open";
import { RELEASES } from "../drill/scenario/catalogue";
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
