import { isDeepStrictEqual } from "node:util";
import { restore } from "../../ops/commands/restore";
import type { Cloud } from "../cloud/cloud";
import type { DrillReport, Platform, Restore } from "../report/report";
import { operator } from "./operator";
import type { Done, Stage } from "./stage";

export interface Rehearsed {
  restores: Restore[];
  skipped: DrillReport["skipped"];
}

export interface Rehearsal {
  stage: Stage;
  cloud: Cloud;
  scale: number;
  /** Whether this drill has no restore, and says nothing of it. */
  leftOut: boolean;
}

const STEP = "restore";

/**
 * Dumps a real PostgreSQL by the program's own backup, and restores it by the command that the runbook names. On a
 * machine without the clients it takes it is left out, and the report says so.
 */
export async function rehearseRestore(
  { stage, cloud, scale, leftOut }: Rehearsal,
  platform: Platform,
): Promise<Rehearsed> {
  if (leftOut) return { restores: [], skipped: [] };
  if (platform !== "aws") return left("the dumps of docker are restored by docs/restore.md");
  const why = await cloud.startPostgres();
  if (why !== "") return left(why);
  const restores: Restore[] = [];
  await stage.perform(
    { id: STEP, title: "restore a dump, and serve it", kind: "restore" },
    async () => {
      const { restored, ...done } = await dumpAndRestore(stage, cloud, scale);
      restores.push(restored);
      return done;
    },
  );
  await cloud.stopPostgres();
  return { restores, skipped: [] };
}

async function dumpAndRestore(
  { recorder }: Stage,
  cloud: Cloud,
  scale: number,
): Promise<Done & { restored: Restore }> {
  const { rows, ms, ...dumped } = await cloud.dump();
  const tools = operator(recorder.deployment, cloud, scale);
  const { snapshot } = dumped;
  const { restored, key, seconds } = await restore(tools, { snapshot, yes: true });
  const same = isDeepStrictEqual({ ...rows }, { ...restored });
  const count = Object.values(restored).reduce((sum, each) => sum + each, 0);
  return {
    outcome: same && key === "decrypts" ? "succeeded" : "failed",
    note: `${count} rows are there again, as before; a stored key ${key}`,
    restored: {
      ...{ step: STEP, ...dumped, rowsBefore: rows, rowsAfter: restored },
      phases: [
        { name: "dump", ms },
        { name: "restore", ms: seconds.restore * 1000 },
        { name: "switch", ms: seconds.switch * 1000 },
      ],
    },
  };
}

function left(why: string): Rehearsed {
  return { restores: [], skipped: [{ what: "a restore of a real PostgreSQL", why }] };
}
