import assert from "node:assert/strict";
import { join } from "node:path";
import { violationsIn } from "../../drill/engine/violations";
import { Recorder } from "../../drill/scenario/recorder";
import { POLICIES } from "../../drill/scenario/policies";
import { REFUSALS } from "../../drill/scenario/refusals";
import { engineKind, outcomeOf, startEngine, type TestEngine } from "../support/engine";

describe("the policies refuse a program of its own", () => {
  let started: TestEngine;
  before(async () => {
    started = await startEngine({
      kind: engineKind,
      provider: join(__dirname, "..", "program", "support", "cloudProvider.ts"),
      packages: ["aws", "kubernetes"],
      program: REFUSALS,
    });
  });
  after(() => started.close());

  async function refusalsOf(declares: string): Promise<{ names: string[]; said: string }> {
    const { deployment } = started.engine;
    await deployment.setAllConfig({ declares: { value: declares } });
    const { error, events } = await outcomeOf((onEvent) =>
      deployment.preview({ ...POLICIES, onEvent }),
    );
    const found = violationsIn(events).map(({ level, policy }) => `${level} ${policy}`);
    return { names: found, said: error?.message ?? "" };
  }

  it("that runs an image called latest, and say how to mend it", async () => {
    const { names, said } = await refusalsOf("latestImage");
    assert.deepEqual(names, ["mandatory images-by-digest"]);
    assert.match(said, /runs docker\.io\/lobehub\/lobehub:latest/);
    assert.match(said, /To mend it: give the image as name:version@sha256:/);
  });

  it("whose group cookie keeps users on a group of weight 0", async () => {
    const { names, said } = await refusalsOf("staleCookie");
    assert.deepEqual(names, ["mandatory traffic-names-no-idle-group"]);
    assert.match(said, /1 of them with weight 0, under a group cookie/);
    assert.match(said, /`pulumi config set canaryPercent 0`/);
  });

  it("before it is made, which the drill puts down", async () => {
    const recorder = new Recorder(started.engine, Date.now());
    await recorder.deployment.setAllConfig({ declares: { value: "latestImage" } });
    await assert.rejects(recorder.deployment.up());
    const { outcome, update, policies } = recorder.last();
    assert.equal(outcome, "refused");
    assert.equal(update.error?.by, "policy");
    assert.match(update.error.urn ?? "", /::latest$/);
    assert.match(update.error.message, /^images-by-digest: Every container runs an image/);
    assert.deepEqual(
      policies.map(({ policy, level }) => [policy, level]),
      [["images-by-digest", "mandatory"]],
    );
    assert.ok(!update.changed.some(({ name }) => name === "latest"));
  });
});
