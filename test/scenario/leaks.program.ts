import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { filesBelow } from "../../drill/scenario/secrets/leavings";
import { lookForSecrets } from "../../drill/scenario/secrets/lookForSecrets";
import { secretsOf } from "../../drill/scenario/secrets/secretsOf";
import { TestStack } from "../engine/support/stack";

const STEPS = [{ id: "deploy" }, { id: "no-change" }];
const TOKEN = randomBytes(24).toString("hex");
const nothingElse = { secrets: () => Promise.resolve([]) };

describe("a secret that a stack lets out", () => {
  let stack: TestStack;
  beforeEach(async () => {
    stack = await TestStack.open();
    await stack.engine.deployment.setAllConfig({ key: { value: TOKEN, secret: true } });
  });
  afterEach(() => stack.close());

  async function leaks() {
    const secrets = await secretsOf(stack.engine, nothingElse);
    return lookForSecrets(secrets, filesBelow(stack.options.workDir), STEPS);
  }

  it("is found nowhere as long as it stays one", async () => {
    await stack.up([{ name: "keeper", secretOf: "key" }]);
    const { sought, places, found } = await leaks();
    assert.deepEqual(found, []);
    assert.ok(sought >= 1 && places >= 4);
  });

  it("by an input that is not marked is found in the state, by its name", async () => {
    await stack.up([{ name: "teller", inputs: { value: `Bearer ${TOKEN}` } }]);
    const { found } = await leaks();
    const inState = found.filter(({ place }) => /state\.json|stacks\/.*\.json$/.test(place));
    assert.deepEqual(
      inState.map(({ name, step }) => [name, step]),
      [["things:key", "no-change"]],
    );
    assert.ok(!JSON.stringify(found).includes(TOKEN));
  });
});
