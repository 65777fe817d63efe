import assert from "node:assert/strict";
import { RELEASES } from "../../drill/scenario/catalogue";
import { Program } from "./support/program";

const { first, next } = RELEASES;

describe("a configuration that is wrong", () => {
  let program: Program;
  before(async () => {
    program = await Program.open();
  });
  after(() => program.close());

  it("registers nothing, and is said in one report without a stack trace", async () => {
    const { error, did } = await program.up({ blue: first, green: next, schema: first.version });
    assert.match(
      error ?? "",
      /The configuration of stack "test" has 1 problem\. Nothing was changed\./,
    );
    assert.match(
      error ?? "",
      /lobechat:schema\.version = 2\.1\.25\n +expected: at least 2\.1\.26, which green runs/,
    );
    assert.doesNotMatch(error ?? "", /\.[jt]s:\d+/);
    assert.deepEqual(did, []);
    assert.deepEqual(program.calls, []);
    const custom = (await program.resources()).filter((resource) => resource.custom);
    assert.deepEqual(custom, []);
  });
});
