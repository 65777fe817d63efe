import assert from "node:assert/strict";
import { join } from "node:path";
import type { OpenEngine } from "../../../drill/engine/open";
import { PROVIDER } from "../../engine/support/stack";
import { startEngine, type TestEngine } from "../../support/engine";
import { FIT, KubernetesApi } from "./kubernetesApi";

const PROGRAM = join(__dirname, "programs", "namespace");

describe("the first object in an existing cluster", () => {
  const api = new KubernetesApi();
  let kubeconfig: string;
  let stack: TestEngine;
  let engine: OpenEngine;

  before(async () => {
    kubeconfig = await api.listen();
    stack = await startEngine({ provider: PROVIDER, packages: ["test"], program: PROGRAM });
    ({ engine } = stack);
  });
  after(async () => {
    await stack.close();
    await api.close();
  });

  const declare = (label: string) =>
    engine.deployment.setAllConfig({
      label: { value: label },
      kubeconfig: { value: kubeconfig, secret: true },
    });

  const isMade = async () =>
    JSON.stringify(await engine.deployment.exportStack()).includes("::test:index:Thing::lobechat");

  it("is refused at preview already when the cluster lacks something", async () => {
    api.objects = { ...FIT, "/version": { major: "1", minor: "32" } };
    await declare("first");
    await assert.rejects(
      engine.deployment.preview(),
      /The cluster shared-prod lacks 1 thing[^]*Kubernetes 1\.33 or newer/,
    );
  });

  it("is refused by an update too, and is not made", async () => {
    await assert.rejects(engine.deployment.up(), /The cluster shared-prod lacks 1 thing/);
    assert.ok(!(await isMade()));
  });

  it("is made in a cluster that has everything", async () => {
    api.objects = { ...FIT };
    await engine.deployment.up();
    assert.ok(await isMade());
  });

  it("is the only one for which the cluster is asked: an update later asks nothing", async () => {
    const before = api.asked.length;
    await declare("second");
    const { summary } = await engine.deployment.up();
    assert.equal(summary.resourceChanges?.update, 1);
    assert.equal(api.asked.length, before);
  });
});
