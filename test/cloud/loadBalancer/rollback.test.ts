import assert from "node:assert/strict";
import { text } from "node:stream/consumers";
import { ANSWERED_BY } from "../../../drill/cloud/loadBalancer/api";
import { Browser, open } from "./client";
import { forward, TARGET_STICKINESS, World } from "./world";

const GROUP_STICKINESS = { enabled: true, durationSeconds: 3600 };
const USERS = 12;

async function whereTheyAre(world: World, users: Browser[]): Promise<string[]> {
  const answers = await Promise.all(users.map((user) => user.ask(world.address)));
  return [...new Set(answers.map(({ from }) => from ?? "nowhere"))];
}

const newcomers = () => Array.from({ length: USERS }, () => new Browser());

describe("A rollback behind an Application Load Balancer", () => {
  let world: World;
  let blue: string;
  let green: string;

  beforeEach(async () => {
    world = await World.start();
  });
  afterEach(async () => {
    await world.close();
  });

  describe("with the naive design: a sticky forward action with weights 100 and 0", () => {
    let rule: string;
    beforeEach(async () => {
      blue = await world.groupWithApp("blue");
      green = await world.groupWithApp("green");
      rule = world.rule([forward({ [blue]: 100, [green]: 0 }, GROUP_STICKINESS)]);
      await world.inEffect(rule, { blue: 100, green: 0 });
      await world.allHealthy(blue, green);
    });

    it("leaves everybody who has the group cookie on the bad color", async () => {
      const signedInBefore = newcomers();
      assert.deepEqual(await whereTheyAre(world, signedInBefore), ["blue"]);

      world.modifyRule(rule, [forward({ [blue]: 0, [green]: 100 }, GROUP_STICKINESS)]);
      await world.inEffect(rule, { blue: 0, green: 100 });
      const signedInOnGreen = newcomers();
      assert.deepEqual(await whereTheyAre(world, signedInOnGreen), ["green"]);

      world.modifyRule(rule, [forward({ [blue]: 100, [green]: 0 }, GROUP_STICKINESS)]);
      await world.inEffect(rule, { blue: 100, green: 0 });
      assert.deepEqual(await whereTheyAre(world, signedInOnGreen), ["green"]);
      assert.deepEqual(await whereTheyAre(world, newcomers()), ["blue"]);
    });

    it("does not even move those whom the flip was meant for", async () => {
      const users = newcomers();
      assert.deepEqual(await whereTheyAre(world, users), ["blue"]);
      world.modifyRule(rule, [forward({ [blue]: 0, [green]: 100 }, GROUP_STICKINESS)]);
      await world.inEffect(rule, { blue: 0, green: 100 });
      assert.deepEqual(await whereTheyAre(world, users), ["blue"]);
    });
  });

  describe("with one group in the forward action, and stickiness to targets", () => {
    const steady = (arn: string) =>
      forward({ [arn]: 100 }, { enabled: false, durationSeconds: 3600 });
    let rule: string;
    let finishSlow: () => void;
    beforeEach(async () => {
      blue = world.group("blue", { stickiness: TARGET_STICKINESS });
      await world.app(blue, (incoming, response) => {
        if (incoming.url !== "/slow") {
          response.end();
          return;
        }
        response.write("begun ");
        finishSlow = () => response.end("and finished");
      });
      green = await world.groupWithApp("green", { stickiness: TARGET_STICKINESS });
      rule = world.rule([steady(blue)]);
      // As the preview rules do: they keep the group that is not active health-checked.
      const preview = [{ field: "http-header" as const, name: "x-preview", values: ["green"] }];
      world.rule([forward({ [green]: 100 })], 10, preview);
      await world.inEffect(rule, { blue: 100 });
      await world.allHealthy(blue, green);
    });

    it("moves everybody at once, there and back", async () => {
      const users = newcomers();
      assert.deepEqual(await whereTheyAre(world, users), ["blue"]);
      for (const [arn, name] of [
        [green, "green"],
        [blue, "blue"],
        [green, "green"],
      ] as const) {
        world.modifyRule(rule, [steady(arn)]);
        await world.inEffect(rule, { [name]: 100 });
        assert.deepEqual(await whereTheyAre(world, users), [name]);
      }
    });

    it("lets a request in flight complete where it began", async () => {
      const answer = await open(world.address, { path: "/slow" });
      const body = text(answer);
      world.modifyRule(rule, [steady(green)]);
      await world.inEffect(rule, { green: 100 });
      assert.deepEqual(await whereTheyAre(world, newcomers()), ["green"]);
      finishSlow();
      assert.equal(answer.headers[ANSWERED_BY], "blue");
      assert.equal(await body, "begun and finished");
    });
  });
});
