import { onBoth } from "./support/parity";

describe("both engines, in a destroy", () => {
  it(
    "take everything, each after what depends on it",
    onBoth(async (player) => {
      await player.up([
        { name: "first", inputs: { value: 1 } },
        { name: "second", from: "first" },
        { name: "boxed", box: "box", dependsOn: ["second"] },
      ]);
      await player.destroy({ message: "the end" });
      player.inOrder();
    }),
  );

  it(
    "leave alone what is to be retained",
    onBoth(async (player) => {
      const kept = { name: "kept", options: { retainOnDelete: true } };
      await player.up([kept, { name: "gone", dependsOn: ["kept"] }]);
      await player.destroy();
    }),
  );

  it(
    "keep what could not be deleted, and what it needs",
    onBoth(async (player) => {
      const below = { name: "below" };
      await player.up([
        below,
        { name: "stuck", dependsOn: ["below"], inputs: { fails: "delete" } },
      ]);
      await player.destroy();
    }),
  );
});
