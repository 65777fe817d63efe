import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { forwardByWeight } from "../../../components/aws/listenerRules";
import { trafficWeights } from "../../../components/app/weights";
import { rule } from "../../../drill/cloud/aws/shapes";
import type { Action } from "../../../drill/cloud/loadBalancer/api";
import { Browser } from "./client";
import { TARGET_STICKINESS, World } from "./world";

const USERS = 2000;
/** As many users as one asks for at once. */
const AT_ONCE = 50;

/** The same run each time: what is tested is the rule, and not luck. */
function dice(): () => number {
  let throws = 0;
  return () => {
    const digest = createHash("sha256").update(String(throws++)).digest();
    return digest.readUInt32BE(0) / 2 ** 32;
  };
}

describe("The program's rule for a canary, under 2,000 users", () => {
  let world: World;
  let blue: string;
  let green: string;
  let arn: string;
  const users = Array.from({ length: USERS }, () => new Browser());

  before(async () => {
    world = await World.start({ random: dice() });
    const sticky = { stickiness: TARGET_STICKINESS };
    blue = await world.groupWithApp("blue", sticky);
    green = await world.groupWithApp("green", sticky);
    arn = world.rule(actionsOf(0));
    await world.inEffect(arn, { blue: 100 });
    await world.allHealthy(blue);
  });
  after(() => world.close());

  /** The rule's action as the program writes it. */
  function actionsOf(canaryPercent: number): Action[] {
    const action = forwardByWeight(trafficWeights("blue", canaryPercent), { blue, green });
    const settings = { listenerArn: "", priority: 1, conditions: [], actions: [action] };
    return rule.parse(settings).actions;
  }

  async function everyone(): Promise<(string | undefined)[]> {
    const seen: (string | undefined)[] = [];
    for (let at = 0; at < USERS; at += AT_ONCE) {
      const some = users.slice(at, at + AT_ONCE).map((user) => user.ask(world.address));
      seen.push(...(await Promise.all(some)).map(({ from }) => from));
    }
    return seen;
  }

  const on = (seen: readonly unknown[], color: string) =>
    seen.filter((from) => from === color).length;

  let landed: (string | undefined)[];

  it("gives 8 to 12 % of all users to the idle colour, those with a session too", async () => {
    assert.equal(on(await everyone(), "blue"), USERS);
    world.modifyRule(arn, actionsOf(10));
    await world.inEffect(arn, { blue: 90, green: 10 });
    await world.allHealthy(green);
    landed = await everyone();
    const percent = (100 * on(landed, "green")) / USERS;
    assert.ok(percent >= 8 && percent <= 12, `${percent} %`);
  });

  it("keeps each of them where it landed", async () => {
    assert.deepEqual(await everyone(), landed);
  });

  it("keeps those of the canary when its share grows", async () => {
    world.modifyRule(arn, actionsOf(30));
    await world.inEffect(arn, { blue: 70, green: 30 });
    const seen = await everyone();
    landed.forEach((from, at) => {
      if (from === "green") assert.equal(seen[at], "green");
    });
  });

  it("leaves nobody behind when it ends, within two seconds", async () => {
    const began = Date.now();
    world.modifyRule(arn, actionsOf(0));
    await world.inEffect(arn, { blue: 100 });
    assert.ok(Date.now() - began < 2000);
    assert.equal(on(await everyone(), "green"), 0);
  });
});
