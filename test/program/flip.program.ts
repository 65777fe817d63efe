import assert from "node:assert/strict";
import { z } from "zod";
import { RELEASES } from "../../drill/scenario/catalogue";
import { Program } from "./support/program";

const { first, next, sick } = RELEASES;
const OPERATIONS = z.object({ bundleBucket: z.string() });

describe("a flip", () => {
  let program: Program;
  before(async () => {
    program = await Program.open();
    const { error } = await program.up({ activeColor: "blue", blue: first, green: next });
    assert.equal(error, undefined);
  });
  after(() => program.close());

  it("updates the traffic rule and nothing else", async () => {
    const { did, changes, error } = await program.up({ activeColor: "green" });
    assert.equal(error, undefined);
    assert.deepEqual(did, ["update ListenerRule traffic"]);
    assert.deepEqual(
      { ...changes, same: 0 },
      { create: 0, update: 1, replace: 0, delete: 0, same: 0 },
    );
  });

  it("is told where to publish what an automatic rollback runs from", async () => {
    const { id } = await program.resource("Bucket", "auto-rollback");
    const { bundleBucket } = OPERATIONS.parse((await program.outputs())["operations"]?.value);
    assert.equal(bundleBucket, id);
  });

  it("holds nobody on the colour that left: the rule names the other group alone, without a cookie", async () => {
    const { inputs } = await program.resource("ListenerRule", "traffic");
    assert.deepEqual(inputs["actions"], [
      {
        type: "forward",
        forward: {
          targetGroups: [{ arn: "arn:aws:test::TargetGroup/green", weight: 100 }],
          stickiness: { enabled: false, duration: 86_400 },
        },
      },
    ]);
  });

  it("keeps a user on one pod by the group's own cookie, in both colours alike", async () => {
    for (const color of ["blue", "green"]) {
      const { inputs } = await program.resource("TargetGroup", color);
      assert.deepEqual(inputs["stickiness"], {
        type: "lb_cookie",
        enabled: true,
        cookieDuration: 86_400,
      });
    }
  });

  it("leaves the hashed files of both colours where they were: their rule is asked first", async () => {
    const assets = await program.resource("ListenerRule", "assets");
    const traffic = await program.resource("ListenerRule", "traffic");
    assert.ok(Number(assets.inputs["priority"]) < Number(traffic.inputs["priority"]));
    assert.deepEqual(assets.inputs["conditions"], [
      { pathPattern: { values: ["/_next/static/*"] } },
    ]);
  });

  it("keeps both colours in use by their preview rules, so that both stay health-checked", async () => {
    for (const color of ["blue", "green"]) {
      const { inputs } = await program.resource("ListenerRule", `preview-${color}`);
      assert.deepEqual(inputs["actions"], [
        { type: "forward", targetGroupArn: `arn:aws:test::TargetGroup/${color}` },
      ]);
    }
  });

  it("goes back with one resource too, to the very combination that was left", async () => {
    const before = await program.resource("Deployment", "blue");
    const { did } = await program.up({ activeColor: "blue" });
    assert.deepEqual(did, ["update ListenerRule traffic"]);
    assert.deepEqual((await program.resource("Deployment", "blue")).inputs, before.inputs);
  });

  it("waits for the active colour's Deployment alone", async () => {
    const { dependencies } = await program.resource("ListenerRule", "traffic");
    const workloads = dependencies.filter((urn) => /Deployment|Job|Service/.test(urn));
    assert.deepEqual(
      workloads.map((urn) => urn.split("::").at(-1)),
      ["blue"],
    );
  });

  it("back does not wait for a release that hangs on the other colour", async () => {
    await program.up({ activeColor: "green" });
    program.order({ hold: ["Deployment green"] });
    const update = program.up({ activeColor: "blue", green: sick });
    await Promise.all([
      program.asked("update Deployment green"),
      program.asked("update ListenerRule traffic"),
    ]);
    program.order({});
    assert.equal((await update).error, undefined);
  });
});
