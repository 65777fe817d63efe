import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { withConfigTable } from "../../config/table";

describe("the README", () => {
  it("has every key of the configuration as the schema describes it (npm run docs writes it)", () => {
    const readme = readFileSync(join(__dirname, "..", "..", "README.md"), "utf8");
    assert.equal(readme, withConfigTable(readme));
  });
});
