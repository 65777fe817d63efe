import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { colorRoutes } from "../../../components/docker/traefik/colorRoutes";
import { digestOf } from "../support/docker";
import { DockerStack } from "../support/dockerStack";
import { until } from "../support/world";

const BLUE = digestOf(1);
const GREEN = digestOf(2);
const SILENT = digestOf(4);

describe("the stand-in's Traefik", () => {
  let stack: DockerStack;

  before(async () => {
    stack = await DockerStack.start();
    const { cloud } = stack.world;
    await cloud.publish({ digest: BLUE, version: "2.4.0" });
    await cloud.publish({ digest: GREEN, version: "2.5.0" });
    await cloud.publish({ digest: SILENT, version: "2.5.0", behavior: "silent" });
    await stack.putApp("blue", BLUE, ["blue-1", "blue-2"]);
    await stack.putApp("green", GREEN);
    assert.equal((await stack.putTraffic(100, 0))["exitCode"], 0);
  });

  after(() => stack.close());

  async function version(headers: Record<string, string> = {}): Promise<string> {
    const { body } = await stack.ask("/api/version", headers);
    return /"version":"([^"]+)"/.exec(body)?.[1] ?? body;
  }

  it("sends everyone to the colour that has all the weight", async () => {
    const { weights, targetGroups, listeners } = await stack.world.cloud.observe();
    assert.deepEqual(weights, { blue: 1, green: 0 });
    assert.deepEqual(listeners, { [stack.port]: { host: "127.0.0.1", port: stack.port } });
    assert.equal(targetGroups["blue"]?.targets.length, 2);
    assert.equal(await version(), "2.4.0");
  });

  it("shows the other colour to who holds its token", async () => {
    assert.equal(await version({ "x-lobechat-preview": "green-token" }), "2.5.0");
    assert.equal(await version({ "x-lobechat-preview": "no-token" }), "2.4.0");
  });

  it("says how a colour's servers are to who holds the token, and to nobody else", async () => {
    const path = "/api/http/services/blue@file";
    const told = await stack.ask(path, { "x-lobechat-status": "status-token" });
    const { serverStatus } = JSON.parse(told.body) as { serverStatus: unknown };
    assert.deepEqual(serverStatus, { "http://blue-1:3210": "UP", "http://blue-2:3210": "UP" });
    assert.equal((await stack.ask(path)).status, 404);
  });

  it("holds a client to one server of the colour", async () => {
    const first = await stack.ask("/api/version");
    const [cookie = ""] = first.headers["set-cookie"] ?? [];
    assert.match(cookie, /^lobechat_blue=[0-9a-f]{16}; Path=\/; HttpOnly; SameSite=Lax$/);
    const again = await stack.ask("/api/version", { cookie: cookie.split(";")[0] ?? "" });
    assert.equal(again.headers["set-cookie"], undefined);
  });

  it("goes by new weights when their writer has ended, and says when it began to", async () => {
    const before = Date.now();
    assert.equal((await stack.putTraffic(0, 100))["exitCode"], 0);
    assert.equal(await version(), "2.5.0");
    const { trafficRuleAcceptedMs, weights } = await stack.world.cloud.observe();
    assert.equal(trafficRuleAcceptedMs.length, 2);
    assert.ok((trafficRuleAcceptedMs[1] ?? 0) >= before);
    assert.deepEqual(weights, { blue: 0, green: 1 });
    await stack.putTraffic(100, 0);
  });

  it("shares by weight and holds a client to a colour while two have a share", async () => {
    await stack.putTraffic(50, 50);
    const seen = new Set<string>();
    await until("both colours have answered", async () => {
      seen.add(await version());
      return seen.size === 2;
    });
    const { headers, body } = await stack.ask("/api/version");
    const cookie = (headers["set-cookie"] as string[]).map((set) => set.split(";")[0]).join("; ");
    for (let asked = 0; asked < 10; asked++) {
      assert.equal((await stack.ask("/api/version", { cookie })).body, body);
    }
    await stack.putTraffic(100, 0);
  });

  it("leaves out a server that does not answer", async () => {
    await stack.put("green-9", "green", { image: SILENT });
    await stack.write("green-routes", colorRoutes("green", ["green-1", "green-9"]));
    const statuses = async () =>
      (await stack.world.cloud.observe()).targetGroups["green"]?.targets.map(({ state }) => state);
    await until("it was asked", async () => (await statuses())?.[1] === "unhealthy");
    for (let asked = 0; asked < 4; asked++) {
      assert.equal(await version({ "x-lobechat-preview": "green-token" }), "2.5.0");
    }
  });

  it("goes by what was there when it cannot read a file", async () => {
    const folder = join(stack.world.workDir, "docker", "volumes", "lobechat-dev-routes");
    writeFileSync(join(folder, "broken.yml"), "{");
    assert.equal(await version(), "2.4.0");
    rmSync(join(folder, "broken.yml"));
    await stack.putTraffic(0, 100);
    assert.equal(await version(), "2.5.0");
  });
});
