import { join } from "node:path";
import { onBoth } from "./support/parity";

const policyPacks = [join(__dirname, "..", "engine", "packs", "things")];

describe("both engines, under a policy pack", () => {
  it(
    "show in a preview all that it finds, and fail",
    onBoth(async (player) => {
      const things = [
        { name: "big", inputs: { value: 20 } },
        { name: "small", inputs: { value: 2 }, dependsOn: ["big"] },
        { name: "bigger", inputs: { value: 30 }, dependsOn: ["small"] },
      ];
      await player.preview(things, { policyPacks });
    }),
  );

  it(
    "make nothing that a mandatory policy refuses",
    onBoth(async (player) => {
      const small = { name: "small", inputs: { value: 2 } };
      const big = { name: "big", inputs: { value: 20 }, dependsOn: ["small"] };
      await player.up([small], { policyPacks });
      await player.up([small, big], { policyPacks });
    }),
  );
});
