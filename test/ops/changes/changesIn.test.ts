import assert from "node:assert/strict";
import type { EngineEvent, OpType } from "@pulumi/pulumi/automation";
import { changeInWords } from "../../../ops/changes/changeInWords";
import { changesIn } from "../../../ops/changes/resourceChange";
import { fakeConfig } from "../support/fakeOutputs";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function step(op: OpType, type: string, old: unknown = {}, now: unknown = {}): EngineEvent {
  const urn = `urn:pulumi:prod::lobechat::${type}::one`;
  const state = (inputs: unknown) => ({ type, urn, inputs });
  const metadata = { op, type, urn, old: state(old), new: state(now) };
  return { sequence: 0, timestamp: 0, resourcePreEvent: { metadata } } as unknown as EngineEvent;
}

const BUCKET = "aws:s3/bucket:Bucket";

describe("the changes of a preview", () => {
  it("count a replacement once, though it has three steps", () => {
    const steps = (["create-replacement", "replace", "delete-replaced"] as const).map((op) =>
      step(op, BUCKET),
    );
    assert.deepEqual(
      changesIn(steps).map(({ op }) => op),
      ["replace"],
    );
  });

  it("count neither providers nor what stays", () => {
    assert.deepEqual(changesIn([step("create", "pulumi:providers:aws"), step("same", BUCKET)]), []);
  });

  for (const [what, old, now, perhaps] of [
    ["a value that is not known yet", { arn: "a", n: 1 }, { arn: UNKNOWN, n: 1 }, true],
    ["one within another", { a: [{ arn: "a" }] }, { a: [{ arn: UNKNOWN }] }, true],
    ["another value beside it", { arn: "a", n: 1 }, { arn: UNKNOWN, n: 2 }, false],
    ["one that is gone", { arn: "a", n: 1 }, { arn: UNKNOWN }, false],
    ["a secret that is hidden in both", { s: "[secret]" }, { s: "[secret]" }, false],
  ] as const)
    it(`are ${perhaps ? "open" : "certain"} where they are ${what}`, () => {
      const [change] = changesIn([step("update", BUCKET, old, now)]);
      assert.equal(change?.perhaps, perhaps);
    });

  it("name what is replaced and what is deleted", () => {
    const config = fakeConfig();
    const changes = changesIn([
      step("create-replacement", BUCKET),
      step("delete", "aws:rds/instance:Instance"),
    ]);
    assert.equal(
      changeInWords({ before: config, after: config, changes }),
      "changes the program: 2 resources; REPLACES Bucket one; DELETES Instance one",
    );
  });
});
