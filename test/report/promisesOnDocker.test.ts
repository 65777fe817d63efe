import assert from "node:assert/strict";
import type { Facts } from "../../drill/report/promises/facts";
import { promises } from "../../drill/report/promises/promises";
import type { Promised } from "../../drill/report/report";
import { aFlip, aStep, anUpdate, changed, someTraffic } from "./sampleParts";

const CONTAINER = "docker:index/container:Container";
const traffic = changed("container", "traffic", "replace");
const ID = `sha256:${"b".repeat(64)}`;

const FACTS: Facts = {
  platform: "docker",
  steps: [
    aStep("release", { kind: "release", update: anUpdate(ofGreen()) }),
    aStep("flip", { kind: "flip", startMs: 4000, update: anUpdate([traffic]) }),
    aStep("back", { kind: "rollback", startMs: 8000, update: anUpdate([traffic]) }),
  ],
  flips: [
    aFlip("flip", { changedType: CONTAINER }),
    aFlip("back", { changedType: CONTAINER, kind: "rollback", from: "green", to: "blue" }),
  ],
  traffic: someTraffic(),
  jobs: [
    { name: "snapshot-1", startMs: 100, endMs: 200, outcome: "succeeded" },
    { name: "migration-1", startMs: 200, endMs: 300, outcome: "succeeded" },
  ],
  releases: [
    {
      ...{ step: "release", color: "green", serving: "blue" },
      ...{ version: "2.1.26", previewVersion: "2.1.26" },
    },
  ],
  images: [{ step: "back", workload: 'the container "green-1"', image: ID }],
  ...{ unreadableVersions: [], withoutCluster: [], hangs: [], types: [CONTAINER], secrets: null },
};

function ofGreen() {
  return ["snapshot-1", "migration-1", "green-1", "green-2", "green-routes"].map((name) =>
    changed("container", name, "replace"),
  );
}

function judge(rule: Promised["rule"], facts: Partial<Facts> = {}): Promised {
  const found = promises({ ...FACTS, ...facts }).find((promised) => promised.rule === rule);
  assert.ok(found);
  return found;
}

function stepsWith(id: string, names: string[]): Facts["steps"] {
  const update = anUpdate(names.map((name) => changed("container", name, "replace")));
  return FACTS.steps.map((step) => (step.id === id ? { ...step, update } : step));
}

describe("the judgement of a drill on Docker", () => {
  it("holds a flip to the one container that writes the traffic file", () => {
    assert.equal(judge(1).held, true);
    const { held, evidence } = judge(1, { steps: stepsWith("flip", ["edge"]) });
    assert.equal(held, false);
    assert.deepEqual(evidence[0], {
      step: "flip",
      text: `it changed a ${CONTAINER} and not the traffic rule`,
    });
  });

  it("lets a release make its jobs, and touch no container of the other colour and no traffic", () => {
    assert.equal(judge(2).held, true);
    for (const name of ["blue-1", "blue-routes", "traffic"])
      assert.equal(judge(2, { steps: stepsWith("release", ["green-1", name]) }).held, false, name);
  });

  it("sees a container that changed though the snapshot of its release failed", () => {
    const [snapshot] = FACTS.jobs;
    assert.ok(snapshot);
    const jobs = [{ ...snapshot, outcome: "failed" as const }];
    const { evidence } = judge(3, { jobs, steps: stepsWith("release", ["green-1"]) });
    assert.deepEqual(evidence, [
      { step: "release", text: 'the container "green-1" changed though snapshot-1 failed' },
    ]);
    assert.equal(judge(3).held, true);
  });

  it("knows a release by its colour's containers, and not by the file of their routes", () => {
    assert.deepEqual(judge(7).evidence, [
      {
        step: "release",
        text: "1 release came as containers of one image and answered its version",
      },
    ]);
    const broken = judge(7, { steps: stepsWith("release", ["green-routes"]) });
    assert.equal(broken.held, false);
  });

  it("takes a local image's id for the digest that it is", () => {
    assert.deepEqual(judge(8).evidence, [
      { step: "back", text: "containers ran 1 image, by digest alone" },
    ]);
  });

  it("does not hold what no stack on one engine can promise: a rollback without Docker", () => {
    const { held, evidence } = judge(9);
    assert.equal(held, null);
    assert.match(evidence[0]?.text ?? "", /the load balancer itself is on the engine/);
  });
});
