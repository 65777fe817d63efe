import assert from "node:assert/strict";
import { rdsIdentifier } from "../../components/app/rdsIdentifier";

describe("an identifier for RDS", () => {
  for (const [parts, expected] of [
    [["2.1.26-9f3c2e1"], "lobechat-2-1-26-9f3c2e1"],
    [["2.1.26_RC.1--x"], "lobechat-2-1-26-rc-1-x"],
    [["prod."], "lobechat-prod"],
    [["a".repeat(53), "bc"], `lobechat-${"a".repeat(53)}`],
  ] as const)
    it(`of ${parts.join(" and ")} is ${expected}`, () => {
      assert.equal(rdsIdentifier("lobechat", ...parts), expected);
    });
});
