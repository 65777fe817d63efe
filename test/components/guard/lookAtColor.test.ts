import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:https";
import type { IncomingMessage, ServerResponse } from "node:http";
import { lookAtColor } from "../../../components/guard/lookAtColor";
import { makeCertificate } from "../../../drill/cloud/certificate";

const DOMAIN = "chat.example.com";
const ASKED = { header: "x-lobechat-preview", token: "green-1", version: "2.1.26", answers: 3 };

describe("a look at a colour", () => {
  let server: Server;
  let ca: string;
  let answer: (request: IncomingMessage, response: ServerResponse) => void;
  let asked: IncomingMessage[];
  before(async () => {
    const { caPem, key, cert } = await makeCertificate(DOMAIN);
    ca = caPem;
    server = createServer({ key, cert }, (request, response) => {
      asked.push(request);
      answer(request, response);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  beforeEach(() => {
    asked = [];
    answer = well;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  function site() {
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    return { host: "127.0.0.1", port: address.port, domain: DOMAIN, ca };
  }

  function well({ url = "" }: IncomingMessage, response: ServerResponse): void {
    if (url.startsWith("/f/")) response.writeHead(404).end("File not found");
    else response.end('{"version":"2.1.26"}');
  }

  it("asks the load balancer's own name by the public one, on its own port, several times in a row", async () => {
    assert.deepEqual(await lookAtColor(site(), ASKED), { kind: "answers" });
    assert.equal(asked.length, 6);
    for (const { headers } of asked) {
      assert.equal(headers.host, DOMAIN);
      assert.equal(headers["x-lobechat-preview"], "green-1");
    }
  });

  it("sees another version", async () => {
    answer = (_, response) => response.end('{"version":"2.1.25"}');
    const look = await lookAtColor(site(), ASKED);
    assert.deepEqual(look, {
      kind: "wrong",
      check: "GET /api/version",
      expected: "200 and version 2.1.26",
      seen: "version 2.1.25",
    });
  });

  it("sees the one bad answer among several", async () => {
    answer = (request, response) => {
      if (asked.length > 4) response.writeHead(502).end();
      else well(request, response);
    };
    const look = await lookAtColor(site(), ASKED);
    assert.equal(look.kind === "wrong" && look.seen, "status 502");
  });

  it("sees a Redis or a database that does not answer, however long it takes not to", async () => {
    answer = (request, response) => {
      if (request.url === "/api/version") well(request, response);
    };
    const look = await lookAtColor(site(), ASKED);
    assert.equal(look.kind === "wrong" && look.seen, "no answer within 2 s");
  });

  it("takes what it cannot reach for unreachable, not for sick", async () => {
    const look = await lookAtColor({ ...site(), port: 1 }, ASKED);
    assert.equal(look.kind, "unreachable");
  });

  it("takes a certificate of another name for unreachable", async () => {
    const look = await lookAtColor({ ...site(), domain: "chat.example.org" }, ASKED);
    assert.equal(look.kind, "unreachable");
  });
});
