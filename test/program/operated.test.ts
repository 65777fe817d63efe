import assert from "node:assert/strict";
import { RELEASES } from "../../drill/scenario/catalogue";
import { policiesOf } from "./support/policies";
import { Program } from "./support/program";

const { first, next } = RELEASES;

const AUTO_ROLLBACK = {
  backend: "s3://chat-state?region=eu-central-1&awssdk=v2",
  stateKey: "arn:aws:kms:eu-central-1:123456789012:key/k",
};
const OPERATORS = {
  release: ["arn:aws:iam::123456789012:role/ci"],
  rollback: ["arn:aws:iam::123456789012:role/on-call"],
};

describe("a stack that is operated by others, and by night by itself", () => {
  let program: Program;
  before(async () => {
    program = await Program.open();
    const config = {
      autoRollback: JSON.stringify(AUTO_ROLLBACK),
      operators: JSON.stringify(OPERATORS),
    };
    const { error } = await program.up(
      { activeColor: "blue", blue: first, green: next },
      { config },
    );
    assert.equal(error, undefined);
  });
  after(() => program.close());

  it("lets each of them change this stack's traffic rule, and no other rule", async () => {
    const policies = policiesOf(await program.resources());
    for (const role of ["auto-rollback", "operators-rollback", "operators-release"]) {
      const [change] = policies[`RolePolicy ${role}`] ?? [];
      assert.match(
        change ?? "",
        /^Allow elasticloadbalancing:ModifyRule, .* on <ListenerRule traffic>$/,
      );
    }
  });

  it("tells the commands where a flip publishes what runs by night", async () => {
    const { bundleBucket } = ((await program.outputs())["operations"]?.value ?? {}) as {
      bundleBucket?: string;
    };
    assert.equal(bundleBucket, (await program.resource("Bucket", "auto-rollback")).id);
  });

  it("still changes one resource with a flip", async () => {
    const { did, error } = await program.up({ activeColor: "green" });
    assert.equal(error, undefined);
    assert.deepEqual(did, ["update ListenerRule traffic"]);
  });
});
