import assert from "node:assert/strict";
import type { Stack } from "@pulumi/pulumi/automation";
import { withShapedConfig } from "../../ops/shapedConfig";

describe("What a command sets", () => {
  it("keeps its shape in the stack's file: objects as objects, texts and secrets as they are", async () => {
    const set: string[] = [];
    const stack = {
      setAllConfigJson: (json: string) => {
        set.push(json);
        return Promise.resolve();
      },
    };
    await withShapedConfig(stack as unknown as Stack).setAllConfig({
      "lobechat:activeColor": { value: "green" },
      "lobechat:blue": { value: '{"release":"2.1"}' },
      "lobechat:allowedCidrs": { value: '["10.0.0.0/8"]' },
      "lobechat:apiKeys": { value: '{"KEY":"sk-1"}', secret: true },
      "lobechat:smoke": { value: "[ -n x ]" },
    });
    assert.deepEqual(
      set.map((json) => JSON.parse(json) as unknown),
      [
        {
          "lobechat:activeColor": { value: "green", secret: false },
          "lobechat:blue": {
            ...{ value: '{"release":"2.1"}', secret: false },
            objectValue: { release: "2.1" },
          },
          "lobechat:allowedCidrs": {
            ...{ value: '["10.0.0.0/8"]', secret: false },
            objectValue: ["10.0.0.0/8"],
          },
          "lobechat:apiKeys": { value: '{"KEY":"sk-1"}', secret: true },
          "lobechat:smoke": { value: "[ -n x ]", secret: false },
        },
      ],
    );
  });
});
