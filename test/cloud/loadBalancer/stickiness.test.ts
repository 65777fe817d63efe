import assert from "node:assert/strict";
import { ask, Browser } from "./client";
import { forward, TARGET_STICKINESS, World } from "./world";
import type { App } from "./world";

const GROUP_STICKINESS = { enabled: true, durationSeconds: 3600 };

describe("Stickiness behind the load balancer", () => {
  let world: World;
  beforeEach(async () => {
    world = await World.start();
  });
  afterEach(async () => {
    await world.close();
  });

  describe("to a group", () => {
    let blue: string;
    let green: string;
    let assets: string;
    let rule: string;
    beforeEach(async () => {
      blue = await world.groupWithApp("blue");
      green = await world.groupWithApp("green");
      assets = await world.groupWithApp("assets");
      rule = world.rule([forward({ [blue]: 100, [green]: 0 }, GROUP_STICKINESS)]);
      world.rule([forward({ [assets]: 1 })], 50, [{ field: "path-pattern", values: ["/assets"] }]);
      await world.inEffect(rule, { blue: 100, green: 0 });
      await world.allHealthy(blue, green, assets);
    });

    it("sets the cookie for a week, and a copy for requests from other sites", async () => {
      const { headers } = await ask(world.address);
      const shapes = headers["set-cookie"]?.map((line) =>
        line.replace(/=[A-Za-z0-9+/]+=*;/, "=…;"),
      );
      const expires = /Expires=([^;]+)/.exec(headers["set-cookie"]?.[0] ?? "")?.[1] ?? "";
      assert.deepEqual(shapes, [
        `AWSALBTG=…; Expires=${expires}; Path=/`,
        `AWSALBTGCORS=…; Expires=${expires}; Path=/; SameSite=None; Secure`,
      ]);
      assert.ok(Math.abs(Date.parse(expires) - Date.now() - 7 * 86_400_000) < 5000, expires);
    });

    it("counts by the copy alone, too", async () => {
      const user = new Browser();
      await user.ask(world.address);
      user.cookies.delete("AWSALBTG");
      world.modifyRule(rule, [forward({ [blue]: 0, [green]: 100 }, GROUP_STICKINESS)]);
      await world.inEffect(rule, { blue: 0, green: 100 });
      assert.equal((await user.ask(world.address)).from, "blue");
    });

    it("ends, and is replaced, when the action no longer names the group", async () => {
      const user = new Browser();
      assert.equal((await user.ask(world.address)).from, "blue");
      const before = user.cookies.get("AWSALBTG");
      world.modifyRule(rule, [forward({ [green]: 100 }, GROUP_STICKINESS)]);
      await world.inEffect(rule, { green: 100 });
      assert.equal((await user.ask(world.address)).from, "green");
      assert.notEqual(user.cookies.get("AWSALBTG"), before);

      world.modifyRule(rule, [forward({ [blue]: 100, [green]: 0 }, GROUP_STICKINESS)]);
      await world.inEffect(rule, { blue: 100, green: 0 });
      assert.equal((await user.ask(world.address)).from, "green");
    });

    it("ends with its duration", async () => {
      const user = new Browser();
      // 1 AWS second is 10 ms here.
      const short = { enabled: true, durationSeconds: 1 };
      world.modifyRule(rule, [forward({ [green]: 1 }, short)]);
      await world.inEffect(rule, { green: 1 });
      await user.ask(world.address);
      world.modifyRule(rule, [forward({ [blue]: 100, [green]: 0 }, short)]);
      await world.inEffect(rule, { blue: 100, green: 0 });
      assert.equal((await user.ask(world.address)).from, "blue");
    });

    it("does not count for a forged cookie, nor in an action without it", async () => {
      const forged = { cookie: `AWSALBTG=${Buffer.alloc(80, 7).toString("base64")}` };
      assert.equal((await ask(world.address, { headers: forged })).from, "blue");

      const user = new Browser();
      await user.ask(world.address);
      world.modifyRule(rule, [forward({ [blue]: 0, [green]: 100 })]);
      await world.inEffect(rule, { blue: 0, green: 100 });
      assert.equal((await user.ask(world.address)).from, "green");
      assert.equal((await user.ask(world.address, { path: "/assets" })).from, "assets");
    });

    it("does not fail over: an empty group answers 503 to those who stick to it", async () => {
      const user = new Browser();
      await user.ask(world.address);
      const targets = world.service.describeTargetHealth(blue);
      world.service.deregisterTargets(blue, targets);
      assert.equal((await user.ask(world.address)).status, 503);
    });
  });

  describe("to a target", () => {
    let blue: string;
    let green: string;
    let rule: string;
    const apps: App[] = [];

    const sayPort = async (arn: string) =>
      world.app(arn, (incoming, response) => response.end(String(incoming.socket.localPort)));

    beforeEach(async () => {
      blue = world.group("blue", { stickiness: TARGET_STICKINESS });
      green = world.group("green", { stickiness: TARGET_STICKINESS });
      apps.length = 0;
      for (let pod = 0; pod < 3; pod += 1) apps.push(await sayPort(blue));
      await sayPort(green);
      rule = world.rule([forward({ [blue]: 100 })]);
      world.rule([forward({ [green]: 1 })], 50, [{ field: "path-pattern", values: ["/green"] }]);
      await world.inEffect(rule, { blue: 100 });
      await world.allHealthy(blue, green);
    });

    const pods = async (user: Browser | undefined, requests: number) => {
      const seen = new Set<string>();
      for (let sent = 0; sent < requests; sent += 1) {
        seen.add((await (user ?? new Browser()).ask(world.address)).body);
      }
      return seen;
    };

    it("keeps a user on a pod while strangers go to each pod in turn", async () => {
      assert.equal((await pods(undefined, 9)).size, 3);
      assert.equal((await pods(new Browser(), 9)).size, 1);
    });

    it("fails over when the pod is gone, and stays there", async () => {
      const user = new Browser();
      const [first] = await pods(user, 1);
      const own = apps.find((app) => String(app.target.port) === first);
      assert.ok(own);
      world.service.deregisterTargets(blue, [own.target]);
      const [second, ...others] = await pods(user, 6);
      assert.notEqual(second, first);
      assert.deepEqual(others, []);
      world.service.registerTargets(blue, [own.target]);
      await world.allHealthy(blue);
      assert.deepEqual([...(await pods(user, 6))], [second]);
    });

    it("ignores a cookie that a pod of another group made", async () => {
      // The pod is in both groups, so that the group alone tells its cookies apart.
      world.service.registerTargets(blue, world.service.describeTargetHealth(green));
      await world.allHealthy(blue);
      const user = new Browser();
      const answer = await user.ask(world.address, { path: "/green" });
      assert.equal(answer.from, "green");
      const foreign = { cookie: `AWSALB=${user.cookies.get("AWSALB") ?? ""}` };
      const answers = await Promise.all(
        Array.from({ length: 9 }, () => ask(world.address, { headers: foreign })),
      );
      assert.deepEqual([...new Set(answers.map(({ from }) => from))], ["blue"]);
      assert.equal(new Set(answers.map(({ body }) => body)).size, 4);
    });
  });
});
