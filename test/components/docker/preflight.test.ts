import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { preflight, PreflightError } from "../../../components/docker/preflight";
import { engineName } from "../../../components/docker/imageReference";
import { getProject, getStack } from "@pulumi/pulumi";
import { DEFAULT_IMAGES } from "../../../config/dockerImages";
import { parseDockerSettings } from "../../../config/load";
import { stackFile } from "../../../drill/scenario/stackFile";
import { FakeEngine } from "./fakeEngine";

const RELEASE = `sha256:${"a".repeat(64)}`;

/** A port of this machine that nobody has. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "0.0.0.0");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  assert.ok(typeof address === "object" && address !== null);
  return address.port;
}

describe("the preflight", () => {
  const stack = getStack();
  const volume = `/volumes/${getProject()}-${stack}-database`;
  const savedHost = process.env["DOCKER_HOST"];
  let engine: FakeEngine;
  let port: number;

  beforeEach(async () => {
    engine = await FakeEngine.start();
    port = await freePort();
    process.env["DOCKER_HOST"] = engine.address;
    for (const image of Object.values(DEFAULT_IMAGES)) engine.hasImage(engineName(image));
    engine.hasImage(RELEASE);
  });
  afterEach(async () => {
    if (savedHost === undefined) delete process.env["DOCKER_HOST"];
    else process.env["DOCKER_HOST"] = savedHost;
    await engine.stop();
  });

  const look = (changes: Record<string, unknown> = {}) => {
    const file = Object.entries(stackFile(join(__dirname, "..", "..", "..", "Pulumi.dev.yaml")));
    const values = Object.fromEntries(file.map(([key, { value }]) => [key, value]));
    const set = {
      releases: { "2.1.26-9f3c2e1": { version: "2.1.26", source: RELEASE } },
      site: { port },
      ...changes,
    };
    for (const [key, value] of Object.entries(set))
      values[`lobechat:${key}`] = JSON.stringify(value);
    return preflight(parseDockerSettings({ values, secretKeys: [], project: "lobechat", stack }));
  };

  /** What is said of an engine that the stack cannot be deployed to, one sentence for each problem. */
  const problems = async (changes: Record<string, unknown> = {}) => {
    try {
      await look(changes);
      return [];
    } catch (error) {
      if (!(error instanceof PreflightError)) throw error;
      const [, ...told] = error.message.split("\n\n");
      return told.map((problem) => problem.trim());
    }
  };

  it("finds nothing wrong with an engine that has everything", async () => {
    const facts = await look();
    assert.equal(facts.publicHost, "127.0.0.1");
    assert.equal(facts.host.address, engine.address);
    assert.equal(facts.postgresMajor, "17");
    assert.deepEqual(facts.attemptOf("traffic"), { number: "1", isRetry: false });
  });

  it("says that there is no engine, and nothing else", async () => {
    const { address } = engine;
    await engine.stop();
    const [problem = "", ...more] = await problems();
    assert.match(
      problem,
      /^Docker does not answer at tcp:\/\/127\.0\.0\.1:\d+ \(connect ECONNREFUSED/,
    );
    assert.ok(problem.includes(address));
    assert.match(problem, /: start it, or set DOCKER_HOST\.$/);
    assert.deepEqual(more, []);
    engine = await FakeEngine.start();
  });

  it("says which other container has the port", async () => {
    engine.has({ shop: { ports: [port] } });
    assert.deepEqual(await problems(), [
      `Port ${port} is taken by the container shop: stop that, or pulumi config set --path 'site.port' <another port>.`,
    ]);
  });

  it("takes the port that the stack's own load balancer has", async () => {
    const labels = { "lobechat.stack": stack, "lobechat.part": "edge" };
    engine.has({ edge: { ports: [port], labels } });
    assert.deepEqual(await problems(), []);
  });

  it("says that a process of this machine has the port", async () => {
    const server = createServer().listen(port, "0.0.0.0");
    await once(server, "listening");
    const told = await problems();
    server.close();
    assert.deepEqual(told, [
      `Port ${port} is taken by another process of this machine: stop that, or pulumi config set --path 'site.port' <another port>.`,
    ]);
  });

  it("names an image that is not there and cannot be pulled, and the key to set", async () => {
    const name = engineName(DEFAULT_IMAGES.files);
    engine.answers.delete(`/images/${name}/json`);
    const refusal = { message: "lookup registry-1.docker.io: no such host" };
    engine.answers.set(`/distribution/${name}/json`, { status: 500, body: refusal });
    assert.deepEqual(await problems(), [
      `The image ${DEFAULT_IMAGES.files} is not on the engine and cannot be pulled (lookup registry-1.docker.io: no such host): load it there, or pulumi config set --path 'images.files' <name:tag@sha256:… or sha256:… of one that is there>.`,
    ]);
  });

  it("takes an image that can be pulled", async () => {
    const name = engineName(DEFAULT_IMAGES.files);
    engine.answers.delete(`/images/${name}/json`);
    engine.answers.set(`/distribution/${name}/json`, { body: { Descriptor: {} } });
    assert.deepEqual(await problems(), []);
  });

  it("names the id of an image that the engine does not have", async () => {
    engine.answers.delete(`/images/${RELEASE}/json`);
    assert.deepEqual(await problems(), [
      `The engine has no image with the id ${RELEASE}: load it, or pulumi config set --path 'releases["2.1.26-9f3c2e1"].source' <name:tag@sha256:… or sha256:… of one that is there>.`,
    ]);
  });

  it("lets a rollback go on without the image of what is deployed already", async () => {
    engine.answers.delete(`/images/${RELEASE}/json`);
    engine.has({ routes: { labels: { "lobechat.stack": stack, "lobechat.digest": RELEASE } } });
    assert.deepEqual(await problems(), []);
  });

  it("says that a volume is of another PostgreSQL than the image", async () => {
    engine.answers.set(volume, { body: { Labels: { "lobechat.postgres": "16" } } });
    const [problem = "", ...more] = await problems();
    assert.match(
      problem,
      /was written by PostgreSQL 16, and the image is of 17, which cannot read it/,
    );
    assert.deepEqual(more, []);
    engine.hasImage(engineName(DEFAULT_IMAGES.database), ["PG_MAJOR=16"]);
    assert.deepEqual(await problems(), []);
  });

  it("says that the engine has too little memory", async () => {
    engine.answers.set("/info", { body: { MemTotal: 4 * 1024 ** 3 } });
    assert.deepEqual(await problems(), [
      "The containers may use 5760 MiB of memory together, and the engine has 4096 MiB: lower lobechat:memoryMiB or a colour's capacity, or give the engine more.",
    ]);
  });

  it("says everything at once", async () => {
    engine.has({ shop: { ports: [port] } });
    engine.answers.delete(`/images/${RELEASE}/json`);
    engine.answers.set("/info", { body: { MemTotal: 1024 ** 3 } });
    engine.answers.set(volume, { body: { Labels: { "lobechat.postgres": "15" } } });
    assert.equal((await problems()).length, 4);
  });

  it("passes over a one-shot that has gone since it was listed", async () => {
    engine.has({
      gone: {
        labels: { "lobechat.stack": stack, "lobechat.job": "snapshot-1", "lobechat.attempt": "3" },
        state: "exited",
        exitCode: 1,
      },
    });
    engine.answers.delete("/containers/gone/json");
    const { attemptOf } = await look();
    assert.deepEqual(attemptOf("snapshot-1"), { number: "1", isRetry: false });
  });

  it("gives a one-shot that failed last time another attempt, and no other", async () => {
    const job = (name: string, attempt: string, more: object) => ({
      state: "exited" as const,
      labels: { "lobechat.stack": stack, "lobechat.job": name, "lobechat.attempt": attempt },
      ...more,
    });
    engine.has({
      a: job("snapshot-1", "1", { exitCode: 1, created: 100 }),
      b: job("snapshot-1", "2", { exitCode: 0, created: 200 }),
      c: job("migration-1", "3", { exitCode: 137, created: 300 }),
      d: job("migration-1", "2", { exitCode: 0, created: 250 }),
      e: { labels: { "lobechat.stack": "other", "lobechat.job": "traffic" }, exitCode: 1 },
    });
    const { attemptOf } = await look();
    assert.deepEqual(attemptOf("snapshot-1"), { number: "2", isRetry: false });
    assert.deepEqual(attemptOf("migration-1"), { number: "4", isRetry: true });
    assert.deepEqual(attemptOf("traffic"), { number: "1", isRetry: false });
  });
});
