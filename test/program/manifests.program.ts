import assert from "node:assert/strict";
import { RELEASES } from "../../drill/scenario/catalogue";
import type { Registered } from "./schemas/argumentTypes";
import { CUSTOM_SCHEMAS } from "./schemas/customSchemas";
import { manifestProblems } from "./schemas/manifests";
import { registeredIn } from "./schemas/registered";
import { Program } from "./support/program";

const { first, next } = RELEASES;

function pod(container: Record<string, unknown>): Registered {
  const inputs = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "one" },
    spec: { containers: [{ name: "app", ...container }] },
  };
  return { type: "kubernetes:core/v1:Pod", name: "one", inputs };
}

function binding(spec: Record<string, unknown>): Registered {
  const type = "kubernetes:eks.amazonaws.com/v1:TargetGroupBinding";
  const [, apiVersion, kind] = type.split(":");
  const metadata = { name: "one", namespace: "lobechat" };
  const right = { serviceRef: { name: "one", port: 80 }, targetGroupARN: "arn", targetType: "ip" };
  return { type, name: "one", inputs: { apiVersion, kind, metadata, spec: { ...right, ...spec } } };
}

describe("every Kubernetes object", () => {
  let objects: Registered[];
  before(async () => {
    const program = await Program.open();
    const { error } = await program.up({ activeColor: "blue", blue: first, green: next });
    objects = (await registeredIn(program)).filter(({ type }) => type.startsWith("kubernetes:"));
    await program.close();
    assert.equal(error, undefined);
  });

  it("is valid by Kubernetes' schema, or by its vendor's", async () => {
    assert.ok(objects.length > 20);
    assert.deepEqual(await manifestProblems(objects), []);
  });

  it("is of a kind that has a schema", () => {
    const vendors = objects.filter(({ type }) => !/:([a-z]+|[a-z.]+\.k8s\.io)\/v\d:/.test(type));
    for (const { type } of vendors) assert.ok(CUSTOM_SCHEMAS.has(type), type);
    assert.ok(vendors.length > 0);
  });

  it("is checked by a schema of Kubernetes 1.33 or newer, which knows a container's stop signal", async () => {
    assert.deepEqual(await manifestProblems([pod({ lifecycle: { stopSignal: "SIGTERM" } })]), []);
    const [problem] = await manifestProblems([pod({ lifecycle: { stopSignal: "SIGNONE" } })]);
    assert.match(problem ?? "", /lifecycle\/stopSignal must be equal to one of the allowed values/);
  });

  it("is found wrong by a missing property and a wrong type", async () => {
    const [missing] = await manifestProblems([pod({ name: undefined })]);
    assert.match(missing ?? "", /^Pod one: .*containers\/0 must have required property '?name'?/);
    const [wrong] = await manifestProblems([pod({ ports: [{ containerPort: "80" }] })]);
    assert.match(wrong ?? "", /ports\/0\/containerPort must be integer/);
  });

  it("of a vendor is found wrong by an unknown property, a missing one and a wrong type", async () => {
    assert.deepEqual(await manifestProblems([binding({})]), []);
    const problems = await manifestProblems([
      binding({ targetGroupArn: "arn" }),
      binding({ targetType: undefined }),
      binding({ serviceRef: { name: 7, port: 80 } }),
    ]);
    assert.deepEqual(
      problems.map((text) => text.split(": ").slice(0, 2).join(": ")),
      [
        "TargetGroupBinding one: spec",
        "TargetGroupBinding one: spec.targetType",
        "TargetGroupBinding one: spec.serviceRef.name",
      ],
    );
  });
});
