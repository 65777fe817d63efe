import assert from "node:assert/strict";
import { deployedConfig } from "../../ops/deployed";
import { FakeDeployment } from "./support/fakeDeployment";
import { fakeConfig, TRAFFIC_RULE } from "./support/fakeOutputs";

function aStack(): FakeDeployment {
  return new FakeDeployment(fakeConfig(), { host: "127.0.0.1", port: 443 }, () => new Date(0));
}

describe("The deployed configuration", () => {
  it("is that of the last full update, with the traffic of the last one", async () => {
    const stack = aStack();
    stack.record({ config: fakeConfig({ refused: "2.1.24-z", canaryPercent: "10" }) });
    const green = JSON.stringify({ release: "2.1.27-c", capacity: { min: 2, max: 6 } });
    const config = fakeConfig({ activeColor: "green", green, domain: "other.example.com" });
    stack.record({ config, target: [TRAFFIC_RULE] });
    stack.record({ config: fakeConfig({ domain: "wrong.example.com" }), result: "failed" });
    assert.deepEqual(await deployedConfig(stack), fakeConfig({ activeColor: "green" }));
  });

  it("is none before the first update", async () => {
    await assert.rejects(deployedConfig(aStack()), {
      name: "Refusal",
      message: "Nothing is deployed yet: the first update is `pulumi up`.",
    });
  });
});
