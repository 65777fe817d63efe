import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { traefikEvidence } from "../../../components/docker/traefikEvidence";
import { proofOf } from "../../../components/guard/proof";

const UP = { "http://green-1:3210": "UP", "http://green-2:3210": "UP" };

describe("what Traefik tells of a colour", () => {
  let server: Server;
  let answer: { status: number; body: unknown };
  let asked: (string | undefined)[];

  before(async () => {
    server = createServer(({ url, headers }, response) => {
      asked = [url, headers.host, headers["x-lobechat-status"]?.toString()];
      response.writeHead(answer.status).end(JSON.stringify(answer.body));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  after(() => {
    server.close();
  });

  function evidence() {
    const { port } = server.address() as AddressInfo;
    const site = { host: "127.0.0.1", port, domain: "lobechat.localhost" };
    return { site, ...traefikEvidence({ ...site, scheme: "http" }, "0a1b") };
  }

  it("is asked for at the public port, by the token", async () => {
    answer = { status: 200, body: { serverStatus: UP } };
    assert.deepEqual(await evidence().healthOf("green"), { healthy: 2, total: 2, reasons: [] });
    assert.deepEqual(asked, ["/api/http/services/green@file", "lobechat.localhost", "0a1b"]);
  });

  it("counts what is down", async () => {
    const serverStatus = { ...UP, "http://green-3:3210": "DOWN", "http://green-4:3210": "DOWN" };
    answer = { status: 200, body: { serverStatus } };
    const health = await evidence().healthOf("green");
    assert.deepEqual(health, { healthy: 2, total: 4, reasons: ["DOWN"] });
  });

  it("is nothing of a cold colour, and of one that never was", async () => {
    const nothing = { healthy: 0, total: 0, reasons: [] };
    answer = { status: 200, body: { loadBalancer: {} } };
    assert.deepEqual(await evidence().healthOf("green"), nothing);
    answer = { status: 404, body: { message: "service not found" } };
    assert.deepEqual(await evidence().healthOf("green"), nothing);
  });

  it("is no answer where somebody else answers", async () => {
    answer = { status: 302, body: {} };
    await assert.rejects(evidence().healthOf("green"), /status 302/);
  });

  it("refuses a colour without containers, in Docker's words", async () => {
    answer = { status: 200, body: {} };
    const { refusals } = await proofOf(
      {
        ...evidence(),
        ...{ previewHeader: "x-lobechat-preview", previewTokens: { blue: "b", green: "g" } },
        releases: {},
        limits: { warnBelowPercent: 80, refuseBelowPercent: 50, answers: 3 },
      },
      "green",
      100,
    );
    assert.equal(refusals[0]?.seen, "no containers at all");
    assert.match(refusals[0].fix, /pulumi config set --path 'green\.capacity\.min' 1/);
  });
});
