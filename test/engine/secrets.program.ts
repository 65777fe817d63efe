import assert from "node:assert/strict";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { TestStack } from "./support/stack";

const configured = "a secret of the configuration";
const secrets = [configured, "password-of-the-provider", "token-of-the-provider"];

describe("a secret", () => {
  let stack: TestStack;
  const told: unknown[] = [];
  before(async function () {
    this.timeout(30_000);
    stack = await TestStack.open();
    await stack.engine.deployment.setAllConfig({ key: { value: configured, secret: true } });
    const keeper = { name: "keeper", secretOf: "key" };
    const made = await stack.up([keeper, { name: "plain", inputs: { value: 1 } }]);
    assert.equal(made.error, undefined);
    const refused = await stack.up([
      keeper,
      { name: "teller", secretOf: "key", inputs: { fails: "create" } },
    ]);
    assert.match(refused.error?.message ?? "", /create was told to fail with .*\[secret\]/);
    told.push(made.events, made.result?.stdout, refused.events, refused.error?.message);
  });
  after(() => stack.close());

  it("reaches the provider as a secret", () => {
    const create = stack.seen.find(({ call, name }) => call === "create" && name === "keeper");
    assert.match(JSON.stringify(create?.inputs["value"]), new RegExp(configured));
  });

  it("lies in no file of the engine in plain text", () => {
    const files = stack.files();
    assert.ok(files.size > 0);
    for (const [path, content] of files) {
      for (const secret of secrets) assert.ok(!content.includes(secret), `${secret} in ${path}`);
    }
    assert.ok([...files.values()].some((content) => content.includes("ciphertext")));
  });

  it("is told in no event and no error, not even where the provider says it", () => {
    // The CLI's debug log has what the SDK answered; it is shown with --debug only.
    const text = JSON.stringify(told.map(withoutDebugLog));
    for (const secret of secrets) assert.ok(!text.includes(secret), secret);
  });

  it("comes back from the outputs, the configuration and the history, marked as one", async () => {
    const { deployment } = stack.engine;
    const { values } = await deployment.outputs();
    // As a whole it is none: one of its parts is.
    assert.deepEqual(values, { value: { keeper: configured, plain: 1 }, secret: false });
    const config = await deployment.getAllConfig();
    assert.deepEqual(config["things:key"], { value: configured, secret: true });
    const [shown] = await deployment.history(1, 1, true);
    assert.deepEqual(shown?.config["things:key"], { value: configured, secret: true });
    const [hidden] = await deployment.history(1, 1, false);
    assert.deepEqual(hidden?.config["things:key"], { value: "[secret]", secret: true });
  });
});

function withoutDebugLog(part: unknown): unknown {
  if (!Array.isArray(part)) return part;
  const events = part as EngineEvent[];
  return events.filter(({ diagnosticEvent }) => {
    const severity: string | undefined = diagnosticEvent?.severity;
    return severity !== "debug";
  });
}
