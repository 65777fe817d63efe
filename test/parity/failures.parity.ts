import { onBoth } from "./support/parity";

const plain = { name: "plain", inputs: { value: 1 } };

describe("both engines, when something fails", () => {
  it(
    "keep what was made, delete nothing, and say what the provider said",
    onBoth(async (player) => {
      await player.up([plain, { name: "gone", dependsOn: ["plain"] }]);
      await player.up([plain, { name: "bad", inputs: { fails: "create" }, dependsOn: ["plain"] }]);
    }),
  );

  it(
    "keep what was made and is not ready, and update it the next time",
    onBoth(async (player) => {
      const unready = { name: "unready", inputs: { unready: "at first" as const } };
      await player.up([unready]);
      await player.up([unready]);
    }),
  );

  it(
    "refuse inputs that the provider refuses",
    onBoth(async (player) => {
      await player.up([{ name: "bad", inputs: { value: "bad" } }]);
    }),
  );

  it(
    "leave the old where its replacement does not come to be",
    onBoth(async (player) => {
      await player.up([{ name: "swapped", inputs: { fixed: "a" } }]);
      await player.up([{ name: "swapped", inputs: { fixed: "b", fails: "create" } }]);
      await player.up([{ name: "swapped", inputs: { fixed: "b" } }]);
    }),
  );

  it(
    "keep what could not be deleted, and take it the next time",
    onBoth(async (player) => {
      await player.up([
        plain,
        { name: "stuck", inputs: { fails: "delete" }, dependsOn: ["plain"] },
      ]);
      await player.up([plain]);
      await player.up([plain, { name: "stuck", dependsOn: ["plain"] }]);
      await player.up([plain]);
    }),
  );

  it(
    "refuse two resources of one name",
    onBoth(async (player) => {
      await player.up([plain, { ...plain, dependsOn: ["plain"] }]);
    }),
  );
});
