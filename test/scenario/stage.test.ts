import assert from "node:assert/strict";
import { join } from "node:path";
import { tmpdir } from "node:os";
import { mkdtempSync, rmSync } from "node:fs";
import type { Cloud } from "../../drill/cloud/cloud";
import { openEngine } from "../../drill/engine/openEngine";
import type { OwnEngine } from "../../drill/engine/open";
import type { PlayedStep } from "../../drill/scenario/scene";
import { Stage } from "../../drill/scenario/stage";

describe("a step that an operator's command plays", () => {
  let workDir: string;
  let engine: OwnEngine;
  const reached: boolean[] = [];
  const ended: PlayedStep[] = [];
  let stage: Stage;
  beforeEach(async () => {
    workDir = mkdtempSync(join(tmpdir(), "lobechat-stage-"));
    const program = join(__dirname, "..", "..");
    const place = { program, workDir, stack: "test", providers: {}, env: {} };
    engine = await openEngine({ kind: "embedded", ...place });
    const setKubernetes = (up: boolean) => Promise.resolve(void reached.push(up));
    stage = new Stage({
      ...{ engine, cloud: { setKubernetes } as unknown as Cloud, config: {} },
      ...{ startedAt: Date.now(), versionsDiffer: true, stepMs: 0 },
      onBegin: () => undefined,
      onEnd: (step) => ended.push(step),
    });
  });
  afterEach(async () => {
    await engine.close();
    rmSync(workDir, { recursive: true });
  });

  it("has failed where the command was refused, and the drill goes on to tell of it", async () => {
    const scene = { id: "flip", title: "lobechat flip", kind: "flip" } as const;
    await stage.perform({ ...scene, withoutCluster: true }, () =>
      Promise.reject(new Error("green is not fit to serve")),
    );
    assert.deepEqual(
      ended.map(({ id, outcome, note }) => ({ id, outcome, note })),
      [{ id: "flip", outcome: "failed", note: "green is not fit to serve" }],
    );
    assert.deepEqual(reached, [false, true], "the cluster's API is there again");
  });
});
