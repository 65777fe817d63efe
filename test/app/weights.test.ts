import assert from "node:assert/strict";
import { trafficWeights } from "../../components/app/weights";
import { forwardByWeight } from "../../components/aws/listenerRules";

const arns = { blue: "arn:blue", green: "arn:green" };
const groups = (activeColor: "blue" | "green", canaryPercent: number) =>
  forwardByWeight(trafficWeights(activeColor, canaryPercent), arns).forward;

describe("the traffic rule's action", () => {
  it("names the active colour alone when there is no canary, and no group cookie", () => {
    assert.deepEqual(groups("green", 0), {
      targetGroups: [{ arn: "arn:green", weight: 100 }],
      stickiness: { enabled: false, duration: 86_400 },
    });
  });

  it("names both colours during a canary, whose users stay where they landed", () => {
    assert.deepEqual(groups("blue", 10), {
      targetGroups: [
        { arn: "arn:blue", weight: 90 },
        { arn: "arn:green", weight: 10 },
      ],
      stickiness: { enabled: true, duration: 86_400 },
    });
  });

  it("gives all users to one colour or another, whatever the canary", () => {
    for (const percent of [0, 1, 33, 50]) {
      const { blue, green } = trafficWeights("green", percent);
      assert.equal(blue + green, 100);
      assert.equal(blue, percent);
    }
  });
});
