import { join } from "node:path";
import { CleanUp } from "../../drill/scenario/cleanUp";
import type { Cloud } from "../../drill/cloud/cloud";
import { openCloud, openStack, openWorkDir } from "../../drill/scenario/open";
import type { Figure } from "../figure";

const RESOURCES = [10, 50, 200] as const;

const RUNS = 4;

/**
 * How much dearer a resource may be among more of them. Both figures are differences of times that vary by some
 * 15 ms here; a cost by the square of their number would make it (200² − 50²) / 150 ÷ (50² − 10²) / 40 = 4.2 times.
 */
const MOST_GROWTH = 2;

const MANY = join(__dirname, "..", "programs", "many");

type Times = Record<(typeof RESOURCES)[number], number>;

/** What each further resource costs: what an update costs by itself would hide how that grows. */
export async function upGrowthFigures(): Promise<Figure[]> {
  const ms = await measureUpGrowth();
  const to50 = (ms[50] - ms[10]) / 40;
  const to200 = (ms[200] - ms[50]) / 150;
  const totals = RESOURCES.map((count) => `${count} in ${ms[count].toFixed(0)} ms`).join(", ");
  return [
    {
      met: to200 <= MOST_GROWTH * to50,
      of: "embedded up, each resource from 50 to 200 against each from 10 to 50",
      is: `${(to200 / to50).toFixed(2)} times the cost`,
      from: `${to200.toFixed(1)} ms, ${to50.toFixed(1)} ms; ${totals}, the quickest of ${RUNS}; at most ${MOST_GROWTH}`,
    },
  ];
}

/** Milliseconds of a first `up`, by the number of resources. What else runs on the machine only ever adds: the quickest counts. */
async function measureUpGrowth(): Promise<Times> {
  const cleanUp = new CleanUp();
  try {
    const workDir = openWorkDir(cleanUp);
    const cloud = await openCloud(workDir, { scale: 60 }, cleanUp);
    const times: Record<(typeof RESOURCES)[number], number[]> = { 10: [], 50: [], 200: [] };
    // The provider's code is warm before anything is measured.
    await firstUp(200, join(workDir, "warm"), cloud);
    for (let run = 0; run < RUNS; run += 1)
      for (const count of RESOURCES) {
        const folder = join(workDir, `${String(count)}-${String(run)}`);
        times[count].push(await firstUp(count, folder, cloud));
      }
    return { 10: Math.min(...times[10]), 50: Math.min(...times[50]), 200: Math.min(...times[200]) };
  } finally {
    await cleanUp.run();
  }
}

/** Milliseconds from the first resource's registration to the end of the update: a program's start is another figure. */
async function firstUp(count: number, folder: string, cloud: Cloud): Promise<number> {
  const cleanUp = new CleanUp();
  try {
    const options = { program: MANY, folder: "engine" };
    const { deployment } = await openStack("embedded", folder, cloud, cleanUp, options);
    await deployment.setAllConfig({ count: { value: String(count) } });
    let beganMs: number | undefined;
    await deployment.up({
      onEvent: ({ resourcePreEvent }) => {
        if (resourcePreEvent !== undefined) beganMs ??= performance.now();
      },
    });
    if (beganMs === undefined) throw new Error("the update registered nothing");
    return performance.now() - beganMs;
  } finally {
    await cleanUp.run();
  }
}
