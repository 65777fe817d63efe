import assert from "node:assert/strict";
import { RELEASES } from "../../drill/scenario/catalogue";
import { Program } from "./support/program";

const { first, next } = RELEASES;
const RULE = ["update ListenerRule traffic"];

describe("a canary", () => {
  let program: Program;
  before(async () => {
    program = await Program.open();
    await program.up({ activeColor: "blue", blue: first, green: next });
  });
  after(() => program.close());

  for (const percent of ["10", "50", "5"])
    it(`of ${percent} % changes the traffic rule alone`, async () => {
      const { did, error } = await program.up({}, { config: { canaryPercent: percent } });
      assert.equal(error, undefined);
      assert.deepEqual(did, RULE);
    });

  it("names both groups by their shares, and keeps users where they landed", async () => {
    const { inputs } = await program.resource("ListenerRule", "traffic");
    assert.deepEqual(inputs["actions"], [
      {
        type: "forward",
        forward: {
          targetGroups: [
            { arn: "arn:aws:test::TargetGroup/blue", weight: 95 },
            { arn: "arn:aws:test::TargetGroup/green", weight: 5 },
          ],
          stickiness: { enabled: true, duration: 86_400 },
        },
      },
    ]);
  });

  it("ends with the traffic rule alone, even when its colour has gone sick, and holds nobody", async () => {
    program.balancer.healthy.green = 0;
    const { did, error } = await program.up({}, { config: { canaryPercent: "0" } });
    assert.equal(error, undefined);
    assert.deepEqual(did, RULE);
    const { inputs } = await program.resource("ListenerRule", "traffic");
    assert.ok(!JSON.stringify(inputs["actions"]).includes("TargetGroup/green"));
  });

  it("is refused for a colour that is sick", async () => {
    const { did, error } = await program.up({}, { config: { canaryPercent: "10" } });
    assert.deepEqual(did, []);
    assert.match(error ?? "", /The canary to green is refused; traffic stays on blue\./);
    await program.up({}, { config: { canaryPercent: "0" } });
    program.balancer.healthy.green = 2;
  });
});
