import { onBoth } from "./support/parity";

const near = { name: "near", inputs: { value: 1 } };
const far = { name: "far", inputs: { value: 1 }, dependsOn: ["near"] };

describe("both engines, before they change anything", () => {
  it(
    "show what an update would do, and do nothing of it",
    onBoth(async (player) => {
      await player.up([near, far]);
      await player.preview([
        { ...near, inputs: { value: 2 } },
        { name: "new", from: "near" },
      ]);
    }),
  );

  it(
    "show what is not known before it is made",
    onBoth(async (player) => {
      await player.preview([near, { name: "unknown", madeOf: "near", dependsOn: ["near"] }]);
    }),
  );

  it(
    "show a replacement, with what follows from it",
    onBoth(async (player) => {
      const maker = (fixed: string) => ({ name: "maker", inputs: { fixed } });
      await player.up([maker("a"), { name: "follower", madeOf: "maker" }]);
      await player.preview([maker("b"), { name: "follower", madeOf: "maker" }]);
    }),
  );

  it(
    "make again what a refresh does not find",
    onBoth(async (player) => {
      await player.up([near, far]);
      await player.stack.drift("near", null);
      await player.up([near, far], { refresh: true });
    }),
  );

  it(
    "mend what was changed behind their back, where they look",
    onBoth(async (player) => {
      await player.up([near, far]);
      await player.stack.drift("near", { value: 7 });
      await player.up([near, far]);
      await player.up([near, far], { refresh: true });
    }),
  );

  it(
    "do nothing where something cannot be read",
    onBoth(async (player) => {
      await player.up([near, far]);
      await player.stack.drift("far", { value: 1, fails: "read" });
      await player.up([{ ...near, inputs: { value: 2 } }, far], { refresh: true });
    }),
  );
});
