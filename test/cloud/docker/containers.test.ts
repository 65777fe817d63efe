import assert from "node:assert/strict";
import { InitError } from "../../../drill/engine/rpc";
import { secret, withoutEnvelopes, type Properties } from "../../../drill/engine/envelope";
import { CONTAINER, digestOf, dockerGet, IMAGE, NETWORK, VOLUME } from "../support/docker";
import { textAt, until, World } from "../support/world";

const APP = digestOf(1);
const SILENT = digestOf(2);

describe("the stand-in's Docker", () => {
  let world: World;
  let network: string;
  const idle: Properties = {};

  async function listed(filters: Properties, all = true): Promise<Record<string, unknown>[]> {
    const query = new URLSearchParams({
      all: String(all),
      filters: JSON.stringify(filters),
    });
    return (await dockerGet(world, `/containers/json?${query.toString()}`)) as Record<
      string,
      unknown
    >[];
  }

  before(async () => {
    world = await World.start();
    await world.cloud.publish({ digest: APP, version: "2.4.0" });
    await world.cloud.publish({ digest: SILENT, version: "2.4.0", behavior: "silent" });
    network = textAt(await world.engine.put(NETWORK, "network", {}), "name");
    const image = await world.engine.put(IMAGE, "edge", { name: `traefik:3.5@${digestOf(3)}` });
    idle["image"] = textAt(image, "imageId");
  });

  after(() => world.close());

  function labels(part: string): Properties[] {
    return [
      { label: "lobechat.stack", value: "dev" },
      { label: "lobechat.part", value: part },
    ];
  }

  const app = (image: string): Properties => ({
    image,
    labels: labels("blue"),
    envs: secret([
      "APP_URL=http://lobechat.localhost:8080",
      "AUTH_SECRET=secret",
      "DATABASE_DRIVER=node",
      "DATABASE_URL=postgres://database:5432/lobechat",
      "KEY_VAULTS_SECRET=vault",
      "REDIS_URL=redis://:passWord1@sessions:6379",
    ]),
    networksAdvanced: [{ name: network, aliases: ["blue"] }],
    healthcheck: { tests: ["CMD", "wget", "http://127.0.0.1:3210/api/version"] },
    restart: "unless-stopped",
    wait: true,
  });

  it("runs the app of an image as a process, and says when it is healthy", async () => {
    await world.engine.put(CONTAINER, "sessions", {
      ...idle,
      labels: labels("sessions"),
      envs: secret(["REDIS_PASSWORD=passWord1"]),
      networksAdvanced: [{ name: network, aliases: ["sessions"] }],
    });
    await world.engine.put(CONTAINER, "blue-1", app(APP));
    const [found] = await listed({ label: ["lobechat.part=blue"] });
    assert.equal(found?.["Status"], "Up (healthy)");
  });

  it("says of an app that never answers that it did not become healthy, and keeps it", async () => {
    const failed = await world.engine.put(CONTAINER, "green-1", app(SILENT)).then(
      () => assert.fail("it became healthy"),
      (error: unknown) => error,
    );
    assert.ok(failed instanceof InitError, String(failed));
    assert.match(failed.message, /container failed to be in healthy state/);
    const found = await listed({ name: ["green-1"] });
    assert.deepEqual(
      found.map(({ State }) => State),
      ["running"],
    );
  });

  it("replaces a container for its variables, and leaves it for its memory", async () => {
    const inputs: Properties = { ...idle, labels: labels("database"), envs: ["A=1"], memory: 64 };
    await world.engine.put(CONTAINER, "database", inputs);
    const more = await world.engine.apply(CONTAINER, "database", { ...inputs, memory: 128 });
    assert.equal(more.op, "update");
    const other = await world.engine.apply(CONTAINER, "database", { ...inputs, envs: ["A=2"] });
    assert.equal(other.op, "replace");
    assert.equal((await listed({ label: ["lobechat.part=database"] })).length, 1);
  });

  it("waits for a one-shot to end, and gives its exit code and its logs", async () => {
    const snapshot: Properties = {
      ...idle,
      labels: labels("snapshot"),
      mustRun: false,
      attach: true,
      logs: true,
    };
    const done = await world.engine.put(CONTAINER, "snapshot-1a", snapshot);
    assert.equal(withoutEnvelopes(done["exitCode"] ?? null), 0);
    await world.cloud.failJobs("snapshot-");
    const failed = await world.engine.put(CONTAINER, "snapshot-2b", snapshot);
    assert.equal(failed["exitCode"], 1);
    assert.match(textAt(failed, "containerLogs"), /could not connect/);
    const again = await world.engine.put(CONTAINER, "snapshot-3c", snapshot);
    assert.equal(again["exitCode"], 0);
    const { jobs } = await world.cloud.observe();
    assert.deepEqual(
      jobs.map(({ name, outcome }) => `${name} ${outcome}`),
      ["snapshot-1a succeeded", "snapshot-2b failed", "snapshot-3c succeeded"],
    );
    const [newest] = await listed({ label: ["lobechat.part=snapshot"] });
    assert.match(JSON.stringify(newest?.["Names"]), /snapshot-3c/);
  });

  it("keeps a volume while a container has it", async () => {
    const { name } = await world.engine.put(VOLUME, "data", { labels: [] });
    assert.ok(typeof name === "string");
    const holder = {
      ...idle,
      labels: labels("files"),
      volumes: [{ volumeName: name, containerPath: "/data" }],
    };
    await world.engine.put(CONTAINER, "files", holder);
    const remove = () => world.engine.provider.delete(world.engine.stateOf(VOLUME, "data"));
    await assert.rejects(remove, /volume is in use/);
    await world.engine.provider.delete(world.engine.stateOf(CONTAINER, "files"));
    await remove();
  });

  it("refuses an image that is not there, by its name", async () => {
    const missing = `lobehub/lobehub:2.4.0@${digestOf(9)}`;
    await assert.rejects(
      world.engine.put(CONTAINER, "blue-9", app(missing)),
      /Unable to create container with image lobehub\/lobehub:2\.4\.0@sha256:.*No such image/,
    );
  });

  it("starts a container that has ended again, if it is to", async () => {
    const crashing = digestOf(4);
    await world.cloud.publish({ digest: crashing, version: "2.4.0", behavior: "crashes" });
    await world.engine.put(CONTAINER, "blue-2", { ...app(crashing), wait: false, mustRun: false });
    await until("it was started again", async () => {
      const [found] = await listed({ name: ["blue-2"] });
      return found?.["State"] === "restarting";
    });
  });
});
