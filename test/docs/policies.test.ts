import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { policyPage } from "../../docs/policyPage";

describe("the page of the policies", () => {
  it("says what each rule says (npm run docs writes it)", () => {
    const page = readFileSync(join(__dirname, "..", "..", "docs", "policies.md"), "utf8");
    assert.equal(page, policyPage());
  });
});
