import { untilThere } from "../../drill/engine/killable";
import { openEngine } from "../../drill/engine/openEngine";
import { onBoth, type Player } from "./support/parity";

describe("both engines, one update at a time", () => {
  it(
    "keep a second update out while the first goes on",
    onBoth(async (player) => {
      const { stack } = player;
      const first = stack.up([{ name: "held", inputs: { holds: "create" } }]);
      await stack.asked("create", "held");
      const second = await secondOf(player);
      player.same("it is told that the stack is locked", second.includes("currently locked"));
      stack.release();
      player.note("up", await first);
    }),
  );

  it(
    "keep a record of what was begun when the engine is killed",
    onBoth(async (player) => {
      const { stack } = player;
      await stack.declare([{ name: "held", inputs: { holds: "create" } }]);
      const update = await untilThere(
        { engine: stack.options, options: {} },
        ({ resourcePreEvent: step }) => step?.metadata.urn === stack.urn("held"),
      );
      await stack.asked("create", "held");
      await update.kill();
      stack.release();
      player.same("pending", await stack.pending());
      await (await openEngine(stack.options)).freeDeadLock();
      await player.up([{ name: "held" }]);
    }),
  );
});

/** @returns what a second update of the same stack fails with */
async function secondOf({ stack }: Player): Promise<string> {
  const second = await openEngine(stack.options);
  try {
    await second.deployment.up();
    return "nothing";
  } catch (error) {
    return String(error);
  } finally {
    await second.close();
  }
}
