import assert from "node:assert/strict";
import { restore } from "../../ops/commands/restore";
import type { Cloud } from "../../drill/cloud/cloud";
import type { OpenEngine } from "../../drill/engine/open";
import { RELEASES } from "../../drill/scenario/catalogue";
import { CleanUp } from "../../drill/scenario/cleanUp";
import { openCloud, openStack, openWorkDir } from "../../drill/scenario/open";
import { operator } from "../../drill/scenario/operator";
import { Recorder } from "../../drill/scenario/recorder";
import { baseConfig, wantedConfig } from "../../drill/scenario/stackConfig";

const { first } = RELEASES;

describe("a restore of a real PostgreSQL", () => {
  const cleanUp = new CleanUp();
  let cloud: Cloud;
  let engine: OpenEngine;
  /** Why this machine cannot; "" where it can. */
  let why: string;
  before(async function () {
    this.timeout(180_000);
    const workDir = openWorkDir(cleanUp);
    cloud = await openCloud(workDir, { scale: 60 }, cleanUp);
    engine = await openStack("embedded", workDir, cloud, cleanUp);
    await engine.deployment.setAllConfig({
      ...baseConfig(),
      ...wantedConfig({ activeColor: "blue", blue: first, green: first, schema: first.version }),
    });
    await engine.deployment.up({});
    why = await cloud.startPostgres();
  });
  after(async function () {
    this.timeout(60_000);
    await cleanUp.run();
  });

  it("brings back what the hourly backup dumped, and nothing that was written later", async function () {
    this.timeout(180_000);
    if (why !== "") {
      assert.match(why, /not on PATH|of PostgreSQL \d+/);
      return;
    }
    const dumped = await cloud.dump();
    const tools = operator(new Recorder(engine, Date.now()).deployment, cloud, 60);
    const { restored, live, key, schema } = await restore(tools, {
      snapshot: dumped.snapshot,
      yes: true,
    });
    assert.deepEqual(restored, dumped.rows);
    assert.equal(live["public.messages"], (dumped.rows["public.messages"] ?? 0) + 1);
    assert.equal(key, "decrypts");
    assert.equal(schema, first.version);
    const { operations } = await engine.deployment.outputs();
    assert.match(JSON.stringify(operations?.value), /"serving":true/);
    await assert.rejects(
      restore(tools, { snapshot: dumped.snapshot, yes: true }),
      /are served from .* already/,
    );
  });
});
