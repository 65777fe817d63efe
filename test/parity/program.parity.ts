import { RELEASES } from "../../drill/scenario/catalogue";
import { programOnBoth } from "./support/programParity";

const { first, next } = RELEASES;

describe("both engines, with the whole program", () => {
  it(
    "deploy it, and then find nothing to change",
    programOnBoth(async (player) => {
      await player.up({ activeColor: "blue", blue: first, green: first });
      await player.up();
    }),
  );

  it(
    "show a release, and make it",
    programOnBoth(async (player) => {
      await player.up({ activeColor: "blue", blue: first, green: first });
      await player.preview({ green: next });
      await player.up({ green: next });
    }),
  );

  it(
    "flip",
    programOnBoth(async (player) => {
      await player.up({ activeColor: "blue", blue: first, green: next });
      await player.up({ activeColor: "green" });
    }),
  );

  it(
    "roll back",
    programOnBoth(async (player) => {
      await player.up({ activeColor: "green", blue: first, green: next });
      await player.up({ activeColor: "blue" });
    }),
  );

  it(
    "are refused the traffic by a color that is not healthy",
    programOnBoth(async (player) => {
      await player.up({ activeColor: "blue", blue: first, green: next });
      player.program.balancer.sick.add("green");
      await player.up({ activeColor: "green" });
    }),
  );
});
