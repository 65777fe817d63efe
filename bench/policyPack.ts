import { PolicyPacks } from "../drill/engine/policyPacks";
import { CleanUp } from "../drill/scenario/cleanUp";
import { openCloud, openStack, openWorkDir } from "../drill/scenario/open";
import { POLICIES } from "../drill/scenario/policies";
import { deploy } from "./deployed";
import { median } from "./median";

const RUNS = 5;

/** Milliseconds of a preview that changes nothing: the median of five. */
export interface PolicyPackCost {
  withoutMs: number;
  /** The pack is started anew for each preview, as the CLI does. */
  withMs: number;
}

/** Deploys the stack once in the stand-in cloud, then previews it with and without the policies, in turns. */
export async function measurePolicyPack(): Promise<PolicyPackCost> {
  const cleanUp = new CleanUp();
  try {
    const workDir = openWorkDir(cleanUp);
    const cloud = await openCloud(workDir, { scale: 60 }, cleanUp);
    const policyPacks = new PolicyPacks();
    cleanUp.add(() => {
      policyPacks.close();
    });
    const engine = await openStack("embedded", workDir, cloud, cleanUp, {
      ...{ policyPacks, coldStart: true },
    });
    await deploy(engine);

    const times = { withoutMs: [] as number[], withMs: [] as number[] };
    for (let run = 0; run < RUNS; run += 1) {
      times.withoutMs.push(await took(() => engine.deployment.preview()));
      times.withMs.push(await took(() => engine.deployment.preview(POLICIES)));
      policyPacks.close();
    }
    return { withoutMs: median(times.withoutMs), withMs: median(times.withMs) };
  } finally {
    await cleanUp.run();
  }
}

async function took(act: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await act();
  return performance.now() - began;
}
