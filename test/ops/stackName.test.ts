import assert from "node:assert/strict";
import { inProject } from "../../ops/stackName";

describe("the stack of another project that is called the same", () => {
  it("has the project in the place of its own", () => {
    assert.equal(inProject("acme/lobechat/prod", "lobechat-images"), "acme/lobechat-images/prod");
  });

  it("is called as it is where no project is said", () => {
    assert.equal(inProject("prod", "lobechat-images"), "prod");
    assert.equal(inProject("acme/prod", "lobechat-images"), "acme/prod");
  });
});
