import { onBoth } from "./support/parity";

/** Each needs the one before it, so that there is but one order. */
const chain = [
  { name: "first", inputs: { value: 1 } },
  { name: "second", from: "first" },
  { name: "third", dependsOn: ["second"] },
];

describe("both engines, in an update", () => {
  it(
    "make what is declared, each after what it depends on",
    onBoth(async (player) => {
      await player.up([...chain, { name: "boxed", box: "box", dependsOn: ["third"] }], {
        message: "the first",
      });
      player.inOrder();
    }),
  );

  it(
    "leave alone what is as declared",
    onBoth(async (player) => {
      await player.up(chain);
      await player.up(chain);
    }),
  );

  it(
    "change in place what can be changed so, and what follows from it",
    onBoth(async (player) => {
      await player.up(chain);
      await player.up([{ name: "first", inputs: { value: 2 } }, ...chain.slice(1)]);
      player.inOrder();
    }),
  );

  it(
    "replace what cannot be changed: the new one first",
    onBoth(async (player) => {
      await player.up([{ name: "first", inputs: { fixed: "a" } }, ...chain.slice(1)]);
      await player.up([{ name: "first", inputs: { fixed: "b" } }, ...chain.slice(1)]);
      player.inOrder();
    }),
  );

  it(
    "replace where the provider wants the old one gone first",
    onBoth(async (player) => {
      const of = (fixed: string) => [
        { name: "first", inputs: { fixed, deleteFirst: true } },
        { name: "second", madeOf: "first" },
      ];
      await player.up(of("a"));
      await player.up(of("b"));
      player.inOrder();
    }),
  );

  it(
    "delete what is no longer declared, each after what depended on it",
    onBoth(async (player) => {
      await player.up([...chain, { name: "boxed", box: "box", dependsOn: ["third"] }]);
      await player.up([]);
      player.inOrder();
    }),
  );

  it(
    "keep the old value of what is to be ignored",
    onBoth(async (player) => {
      const of = (value: number) => [
        { name: "ignoring", inputs: { value }, options: { ignoreChanges: ["value"] } },
      ];
      await player.up(of(1));
      await player.up(of(2));
    }),
  );

  it(
    "forget what is retained without a word to its provider",
    onBoth(async (player) => {
      await player.up([{ name: "kept", options: { retainOnDelete: true } }]);
      await player.up([]);
    }),
  );

  it(
    "touch their targets alone",
    onBoth(async (player) => {
      const of = (value: number) => [
        { name: "near", inputs: { value } },
        { name: "far", inputs: { value }, dependsOn: ["near"] },
      ];
      await player.up(of(1));
      const target = [player.stack.urn("near")];
      // Its events are not compared: of what is left alone the two tell its old state in different forms.
      const { changes } = await player.stack.up([...of(2), { name: "unborn" }], { target });
      player.same("changes", changes);
      player.same("asked", player.stack.changingCalls());
    }),
  );
});
