import assert from "node:assert/strict";
import { Callback } from "@pulumi/pulumi/proto/callback_pb";
import { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { readGoal } from "../../drill/engine/goal";
import { engineKind } from "../support/engine";
import { TestStack } from "./support/stack";

const names = { stack: "test", project: "things" };

function request(): RegisterResourceRequest {
  return new RegisterResourceRequest()
    .setType("test:index:Thing")
    .setName("thing")
    .setCustom(true)
    .setProvider("urn:pulumi:test::things::pulumi:providers:test::test::id");
}

describe("what the embedded engine does not have", () => {
  const refused: [string, RegisterResourceRequest][] = [
    ["the option `import`", request().setImportid("thing-1")],
    ["the option `transforms`", request().setTransformsList([new Callback()])],
    ["a remote component", request().setRemote(true)],
    ["a parameterized package", request().setPackageref("package")],
    ["the option `deletedWith`", request().setDeletedwith("urn")],
    ["the option `replaceWith`", request().setReplaceWithList(["urn"])],
    ["a default provider", request().setProvider("")],
  ];
  for (const [what, asked] of refused) {
    it(`is refused by name: ${what}`, () => {
      const reason = new RegExp(`test:index:Thing "thing" (uses|asks for) ${what}`);
      assert.throws(() => readGoal(asked, names), reason);
    });
  }

  it("is nothing that a plain resource asks for", () => {
    assert.equal(readGoal(request(), names).name, "thing");
  });
});

if (engineKind === "embedded") {
  describe("a program that asks for it", () => {
    let stack: TestStack;
    before(async () => {
      stack = await TestStack.open();
    });
    after(() => stack.close());

    it("is refused an import", async () => {
      const imported = { name: "imported", options: { import: "thing-1" } };
      const { error } = await stack.up([{ name: "plain" }, { ...imported, dependsOn: ["plain"] }]);
      assert.match(error?.message ?? "", /"imported" uses the option `import`/);
    });

    it("is refused an alias that would move a resource", async () => {
      const moved = { name: "moved", options: { aliases: [{ name: "plain" }] } };
      const { error } = await stack.up([moved]);
      assert.match(error?.message ?? "", /::moved' has the alias '[^']*::plain'/);
      assert.ok(await stack.state("plain"));
    });

    it("is refused a transform", async () => {
      const { error } = await stack.up([{ name: "plain", transformed: true }]);
      assert.match(error?.message ?? "", /does not support transforms/);
    });

    it("is refused an option of the command", async () => {
      const { deployment } = stack.engine;
      await assert.rejects(deployment.up({ replace: ["urn"] }), /the option "replace" of up/);
      await assert.rejects(deployment.preview({ diff: true }), /the option "diff" of preview/);
    });
  });
}
