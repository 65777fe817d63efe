import assert from "node:assert/strict";
import { changeInWords } from "../../../ops/changes/changeInWords";
import { fakeConfig } from "../support/fakeOutputs";

describe("a configuration's change in words", () => {
  const between = (before: Record<string, string>, after: Record<string, string>) =>
    changeInWords({ before: fakeConfig(before), after: fakeConfig(after), changes: [] });

  it("is a rollback too where the release that is left is refused from then on", () => {
    assert.equal(
      between({ activeColor: "blue" }, { activeColor: "green", refused: "2.1.25-a" }),
      "rolls traffic back from blue 2.1.25 to green 2.1.26: no resource",
    );
  });

  it("does not tell of a canary that ends with a flip", () => {
    assert.equal(
      between({ canaryPercent: "10" }, { activeColor: "green", canaryPercent: "0" }),
      "flips traffic from blue 2.1.25 to green 2.1.26: no resource",
    );
  });

  it("tells of pods, and of a schema that is lowered", () => {
    assert.equal(
      between(
        {},
        {
          green: '{"release":"2.1.26-b","capacity":{"min":0,"max":0}}',
          schema: '{"version":"2.1.25","readableBy":">=2.1.24"}',
        },
      ),
      "LOWERS the schema from 2.1.26 to 2.1.25 and gives green 0 pods instead of 2 to 6: no resource",
    );
  });

  describe("with a resource that reads what only the update knows", () => {
    const [type, name] = ["aws:iam/rolePolicy:RolePolicy", "operators"];
    const op = "update" as const;
    const open = { op, type, name, urn: name, diffs: [], perhaps: true };
    const from = (after: Record<string, string>) =>
      changeInWords({ before: fakeConfig(), after: fakeConfig(after), changes: [open] });

    it("counts it apart", () => {
      assert.equal(
        from({ domain: "talk.example.com" }),
        "changes lobechat:domain: no resource; perhaps 1 resource more (RolePolicy operators)",
      );
      assert.equal(
        from({}),
        "changes the program: no resource; perhaps 1 resource more (RolePolicy operators)",
      );
    });

    it("leaves it to the table where traffic alone moves: its rule keeps its ARN", () => {
      assert.equal(
        from({ activeColor: "green" }),
        "flips traffic from blue 2.1.25 to green 2.1.26: no resource",
      );
    });
  });
});
