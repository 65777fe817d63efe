import assert from "node:assert/strict";
import type { Spec } from "./support/spec";
import { engineKind } from "../support/engine";
import { TestStack } from "./support/stack";

const root = (fixed: string): Spec => ({
  name: "root",
  inputs: { value: fixed, fixed, deleteFirst: true },
});

// The real engine deletes the dependents too.
if (engineKind === "embedded") {
  describe("a resource that is deleted before it is replaced", () => {
    let stack: TestStack;
    beforeEach(async () => {
      stack = await TestStack.open();
    });
    afterEach(() => stack.close());

    it("is replaced alone where its dependents are updated in place", async () => {
      await stack.up([root("a"), { name: "dependent", from: "root" }]);
      stack.changingCalls();
      const { error } = await stack.up([root("b"), { name: "dependent", from: "root" }]);
      assert.equal(error, undefined);
      assert.deepEqual(stack.changingCalls(), ["delete root", "create root", "update dependent"]);
    });

    it("is refused, with nothing touched, where a dependent would have to go first", async () => {
      const dependent: Spec = {
        name: "dependent",
        from: "root",
        options: { replaceOnChanges: ["value"] },
      };
      await stack.up([root("a"), dependent]);
      stack.changingCalls();
      const { error } = await stack.up([root("b"), dependent]);
      assert.match(
        error?.message ?? "",
        /root' is deleted before .*dependent', .* would have to go/,
      );
      assert.deepEqual(stack.changingCalls(), []);
    });
  });
}
