import assert from "node:assert/strict";
import { RELEASES } from "../../drill/scenario/catalogue";
import { argumentProblems, isTyped, type Registered } from "./schemas/argumentTypes";
import { registeredIn } from "./schemas/registered";
import { Program } from "./support/program";

const { first, next } = RELEASES;
const RULE = "aws:lb/listenerRule:ListenerRule";
const SERVICE = "kubernetes:core/v1:Service";

/** A rule without a mistake, but for what is changed. */
function rule(name: string, changes: Record<string, unknown>): Registered {
  const action = { type: "forward", targetGroupArn: { ciphertext: "v1" } };
  const conditions = [{ pathPattern: { values: ["/*"] } }];
  const inputs = { listenerArn: "arn", priority: 1, conditions, actions: [action], ...changes };
  return { type: RULE, name, inputs };
}

function service(name: string, spec: Record<string, unknown>): Registered {
  const inputs = { apiVersion: "v1", kind: "Service", metadata: { name }, spec };
  return { type: SERVICE, name, inputs };
}

describe("the inputs of every resource", () => {
  let registered: Registered[];
  before(async () => {
    const program = await Program.open();
    const { error } = await program.up({ activeColor: "blue", blue: first, green: next });
    registered = await registeredIn(program);
    await program.close();
    assert.equal(error, undefined);
  });

  it("are what the SDK's types say, by name, by type and in full", function () {
    this.timeout(60_000);
    const typed = registered.filter(({ type }) => isTyped(type));
    assert.ok(typed.length > 40, `only ${typed.length} of ${registered.length}`);
    assert.deepEqual(argumentProblems(typed), []);
  });

  it("are found wrong by an unknown name, a missing one and a wrong type, resource by resource", function () {
    this.timeout(60_000);
    const problems = argumentProblems([
      rule("right", {}),
      rule("misspelled", { conditions: [{ pathPatern: { values: ["/*"] } }] }),
      rule("incomplete", { listenerArn: undefined }),
      rule("mistyped", { priority: "high" }),
      { type: "random:index/randomBytes:RandomBytes", name: "sized", inputs: { size: 16 } },
      service("served", { selector: { app: "x" }, ports: [{ port: 80 }] }),
      service("unserved", { selektor: { app: "x" } }),
    ]);
    const told = problems.map((text) => text.replaceAll(/'(\\.|[^'])*'/g, "…"));
    assert.equal(problems.length, 5, problems.join("\n"));
    for (const [at, start] of [
      "ListenerRule misspelled: Object literal may only specify known properties, and …",
      "ListenerRule incomplete: ",
      "ListenerRule mistyped: Type … is not assignable to type …",
      "RandomBytes sized: ",
      "Service unserved: Object literal may only specify known properties, and …",
    ].entries()) {
      assert.ok(told[at]?.startsWith(start), told[at]);
    }
  });

  it("are looked at wherever the SDK has a type: of custom objects alone it has none", () => {
    const untyped = registered.filter(({ type }) => !isTyped(type));
    for (const { type } of untyped) assert.match(type, /^kubernetes:[a-z.]+\.(com|sh)\/v1:/);
  });
});
