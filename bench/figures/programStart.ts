import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { CleanUp } from "../../drill/scenario/cleanUp";
import { openCloud, openStack, openWorkDir } from "../../drill/scenario/open";
import { deploy } from "../deployed";
import type { Figure } from "../figure";
import { median } from "../median";

const RUNS = 3;

const LEAST_RATIO = 2.5;

const CHECKOUT = resolve(__dirname, "..", "..");

const TSCONFIG = z.object({ compilerOptions: z.record(z.string(), z.unknown()) });

/** Milliseconds from spawn to exit of the program in updates that change nothing: the median of three. */
interface ProgramStart {
  asShippedMs: number;
  /** As Pulumi runs a TypeScript program by default: ts-node with type checking. */
  typeCheckedMs: number;
}

export async function programStartFigures(): Promise<Figure[]> {
  const { asShippedMs, typeCheckedMs } = await measureProgramStart();
  const ratio = typeCheckedMs / asShippedMs;
  return [
    {
      met: ratio >= LEAST_RATIO,
      of: "program start, without type checking against with it, as Pulumi does by default",
      is: `${ratio.toFixed(1)} times quicker`,
      from: `${asShippedMs.toFixed(0)} ms, ${typeCheckedMs.toFixed(0)} ms, medians of ${RUNS}; at least ${LEAST_RATIO}`,
    },
  ];
}

/** Deploys the stack once in the stand-in cloud, then starts its program both ways, in turns. */
async function measureProgramStart(): Promise<ProgramStart> {
  const cleanUp = new CleanUp();
  try {
    const workDir = openWorkDir(cleanUp);
    const cloud = await openCloud(workDir, { scale: 60 }, cleanUp);
    // Two engines on one state: they differ in what they tell the program's runtime.
    const open = (env: Record<string, string>) =>
      openStack("embedded", workDir, cloud, cleanUp, { env, coldStart: true });
    const shipped = await open({});
    const checked = await open({ PULUMI_NODEJS_TSCONFIG_PATH: writeTypeChecked(workDir) });

    await deploy(shipped);

    const times = { asShippedMs: [] as number[], typeCheckedMs: [] as number[] };
    for (let run = 0; run < RUNS; run += 1) {
      await shipped.deployment.up();
      times.asShippedMs.push(shipped.programMs() ?? Number.NaN);
      await checked.deployment.up();
      times.typeCheckedMs.push(checked.programMs() ?? Number.NaN);
    }
    return {
      asShippedMs: median(times.asShippedMs),
      typeCheckedMs: median(times.typeCheckedMs),
    };
  } finally {
    await cleanUp.run();
  }
}

/** The program's tsconfig.json without what it says to ts-node: with type checking, then. */
function writeTypeChecked(folder: string): string {
  const path = join(CHECKOUT, "tsconfig.json");
  const { compilerOptions } = TSCONFIG.parse(JSON.parse(readFileSync(path, "utf8")));
  const file = join(folder, "tsconfig.json");
  const typeRoots = [join(CHECKOUT, "node_modules", "@types")];
  const options = { ...compilerOptions, rootDir: CHECKOUT, typeRoots };
  writeFileSync(file, JSON.stringify({ compilerOptions: options }));
  return file;
}
