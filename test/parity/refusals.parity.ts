import { onBoth } from "./support/parity";

const plain = (value: number) => ({ name: "plain", inputs: { value } });

describe("both engines, refused by the program", () => {
  it(
    "make nothing that a hook refuses to have made",
    onBoth(async (player) => {
      const fresh = { name: "fresh", inputs: { value: 1 }, dependsOn: ["plain"] };
      await player.up([plain(1), { ...fresh, refuses: "beforeCreate" }]);
    }),
  );

  it(
    "change nothing that a hook refuses to have changed",
    onBoth(async (player) => {
      await player.up([plain(1)]);
      await player.up([{ ...plain(2), refuses: "beforeUpdate" }]);
    }),
  );

  it(
    "fail after what a hook is not content with",
    onBoth(async (player) => {
      await player.up([{ ...plain(1), refuses: "afterCreate" }]);
      await player.up([plain(1)]);
    }),
  );

  it(
    "ask a hook in a preview only where it is to be asked there",
    onBoth(async (player) => {
      await player.up([plain(1)]);
      await player.preview([{ ...plain(2), refuses: "beforeUpdate" }]);
      await player.preview([{ ...plain(2), refuses: "beforeUpdate", refusesPreviews: true }]);
    }),
  );

  it(
    "replace nothing that is protected",
    onBoth(async (player) => {
      const guarded = (fixed: string) => ({
        ...{ name: "guarded", inputs: { fixed } },
        options: { protect: true },
      });
      await player.up([guarded("a")]);
      await player.up([guarded("b")]);
    }),
  );

  it(
    "delete nothing that is protected, and say how it can be",
    onBoth(async (player) => {
      await player.up([{ name: "guarded", options: { protect: true } }]);
      await player.up([]);
    }),
  );
});
