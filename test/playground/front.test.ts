import assert from "node:assert/strict";
import { createServer, type Server } from "node:https";
import type { IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { createSecureContext } from "node:tls";
import { makeCertificate } from "../../drill/cloud/certificate";
import { openFront, type Front } from "../../drill/playground/front";

const DOMAIN = "chat.example.com";
const COOKIE = "__Secure-session=a.b%3D; Max-Age=60; Path=/; HttpOnly; SameSite=Lax; Secure";

describe("the playground's page over plain http", () => {
  let site: Server;
  let front: Front;
  let seen: IncomingHttpHeaders;

  before(async () => {
    const certificate = await makeCertificate(DOMAIN);
    site = createServer({ key: certificate.key, cert: certificate.cert });
    site.on("request", (request, response) => {
      seen = request.headers;
      if (request.url === "/breaks") {
        response.writeHead(200).write("half ");
        setImmediate(() => response.destroy());
        return;
      }
      response.setHeader("set-cookie", [COOKIE, "AWSALBCORS=x; Path=/; SameSite=None; Secure"]);
      request.pipe(response);
    });
    await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
    const { port } = site.address() as AddressInfo;
    const secureContext = createSecureContext({ ca: certificate.caPem });
    front = await openFront(
      { host: "127.0.0.1", port, servername: DOMAIN, authority: DOMAIN, secureContext },
      0,
    );
  });
  after(async () => {
    await front.close();
    site.closeAllConnections();
    site.close();
  });

  it("keeps cookies that a browser would keep for https alone", async () => {
    const { headers } = await fetch(front.url);
    assert.deepEqual(headers.getSetCookie(), [
      "unsecured-session=a.b%3D; Max-Age=60; Path=/; HttpOnly; SameSite=Lax",
      "AWSALBCORS=x; Path=/",
    ]);
  });

  it("sends them back by the names that the app gave them, from the public name", async () => {
    const cookie = "unsecured-session=a.b%3D; theme=dark";
    const answer = await fetch(front.url, {
      method: "POST",
      headers: { cookie, origin: front.url },
      body: "hello",
    });
    assert.equal(await answer.text(), "hello");
    assert.equal(seen.cookie, "__Secure-session=a.b%3D; theme=dark");
    assert.equal(seen.origin, `https://${DOMAIN}`);
    assert.equal(seen.host, DOMAIN);
  });

  it("breaks off what breaks off, and says so when nobody answers", async () => {
    const half = await fetch(`${front.url}/breaks`);
    await assert.rejects(half.text());
    site.closeAllConnections();
    await new Promise((resolve) => site.close(resolve));
    assert.equal((await fetch(front.url)).status, 502);
  });
});
