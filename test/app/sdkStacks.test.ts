import assert from "node:assert/strict";
import { withFolders } from "../../components/app/sdkStacks";

describe("the stack of an error", () => {
  it("names the SDK's files by the folder that they are in", () => {
    const stack = [
      "Error: x",
      "    at deploy (/srv/lobechat/index.ts:10:9)",
      "    at /srv/lobechat/node_modules/@pulumi/output.ts:398:32",
      "    at Stack.runInit (/srv/lobechat/node_modules/@pulumi/runtime/stack.ts:75:14)",
    ].join("\n");
    assert.equal(
      withFolders(stack),
      stack.replace("@pulumi/output.ts", "@pulumi/pulumi/output.ts"),
    );
  });
});
