import assert from "node:assert/strict";
import { onBoth } from "./support/parity";

const secret = "a secret of the configuration";

describe("both engines, with a secret", () => {
  it(
    "keep it one in the state, the outputs and the events",
    onBoth(async (player) => {
      const { deployment } = player.stack.engine;
      await deployment.setAllConfig({ key: { value: secret, secret: true } });
      const keeper = { name: "keeper", secretOf: "key" };
      await player.up([keeper, { name: "follower", from: "keeper" }]);
      for (const [path, content] of player.stack.files())
        assert.ok(!content.includes(secret), `in plain text in ${path}`);
      player.same("outputs", await deployment.outputs());
      player.same("configuration", await deployment.getAllConfig());
    }),
  );

  it(
    "keep out of its errors what a provider repeats of it",
    onBoth(async (player) => {
      const { deployment } = player.stack.engine;
      await deployment.setAllConfig({ key: { value: secret, secret: true } });
      await player.up([{ name: "teller", secretOf: "key", inputs: { fails: "create" } }]);
    }),
  );
});
