import { PolicyPacks } from "../../drill/engine/policyPacks";
import { CleanUp } from "../../drill/scenario/cleanUp";
import { openCloud, openStack, openWorkDir } from "../../drill/scenario/open";
import { POLICIES } from "../../drill/scenario/policies";
import { deploy } from "../deployed";
import type { Figure } from "../figure";
import { median } from "../median";

const RUNS = 3;

/** Milliseconds that the policies may add to a preview on 2 cores. */
const MOST_MS = 3000;

/** Milliseconds of a preview that changes nothing: the median of three. */
interface PolicyPackCost {
  withoutMs: number;
  /** The pack is started anew for each preview, as the CLI does. */
  withMs: number;
}

export async function policyPackFigures(): Promise<Figure[]> {
  const { withoutMs, withMs } = await measurePolicyPack();
  const added = withMs - withoutMs;
  return [
    {
      met: added < MOST_MS,
      of: "policies, started for a preview of the production stack, as the CLI does",
      is: `${added.toFixed(0)} ms more`,
      from: `${withoutMs.toFixed(0)} ms without, ${withMs.toFixed(0)} ms with, medians of ${RUNS}; less than ${MOST_MS}`,
    },
  ];
}

/** Deploys the stack once in the stand-in cloud, then previews it with and without the policies, in turns. */
async function measurePolicyPack(): Promise<PolicyPackCost> {
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
