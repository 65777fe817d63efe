import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DockerEngine, EngineRefusal } from "../../../components/docker/engine/dockerEngine";
import { FakeEngine } from "./fakeEngine";

describe("the engine's client", () => {
  it("asks over a socket", async () => {
    const folder = mkdtempSync(join(tmpdir(), "docker-"));
    const server = createServer((request, response) => {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ asked: request.url }));
    }).listen(join(folder, "docker.sock"));
    await once(server, "listening");
    const address = `unix://${join(folder, "docker.sock")}`;
    const engine = new DockerEngine({ address, certificates: undefined });
    assert.deepEqual(await engine.get("/info?x=1"), { asked: "/info?x=1" });
    server.close();
    rmSync(folder, { recursive: true });
  });

  it("says what the engine refused, in its words", async () => {
    const fake = await FakeEngine.start();
    const engine = new DockerEngine({ address: fake.address, certificates: undefined });
    await assert.rejects(engine.get("/volumes/none"), (error: unknown) => {
      assert.ok(error instanceof EngineRefusal);
      assert.deepEqual([error.status, error.said], [404, "no such thing"]);
      return true;
    });
    await fake.stop();
  });

  it("gives up on an engine that does not answer", async () => {
    const server = createServer(() => undefined).listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    assert.ok(typeof address === "object" && address !== null);
    const engine = new DockerEngine({
      address: `tcp://127.0.0.1:${address.port}`,
      certificates: undefined,
    });
    await assert.rejects(engine.get("/_ping", 50), /no answer within 50 ms/);
    server.closeAllConnections();
    server.close();
  });
});
