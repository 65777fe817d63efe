import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import { parseRoutes } from "../../drill/cloud/assets/routes";
import { startAssetsProxy } from "../../drill/cloud/assets/proxy";
import { closeNow, listenOnLoopback } from "../../drill/cloud/loopback";
import { freePort } from "../../drill/cloud/pods/ports";
import type { Workload } from "../../drill/cloud/pods/workload";

const CONF = `
http {
  server {
    listen 8080;
    location = /healthz { return 200 "fine"; }
    location /_next/static/ {
      set $first blue.chat;
      proxy_pass http://$first;
      error_page 404 502 = @second;
    }
    location @second {
      set $other green.chat;
      proxy_pass http://$other;
    }
  }
}`;

describe("the stand-in of the assets proxy", () => {
  const ports = new Map<string, number>();
  const asked: string[] = [];
  let apps: Server[];
  let proxy: Workload;
  let url: string;

  /** An app that has one file alone. */
  async function app(host: string, file: string): Promise<Server> {
    const server = createServer((request, response) => {
      asked.push(`${host} ${request.url ?? ""}`);
      if (request.url === `/_next/static/${file}`) response.end(host);
      else response.writeHead(404).end();
    });
    ports.set(host, await listenOnLoopback(server));
    return server;
  }

  beforeEach(async () => {
    asked.length = 0;
    apps = [await app("blue.chat", "blue.js"), await app("green.chat", "green.js")];
    const port = await freePort();
    proxy = await startAssetsProxy(CONF, {
      port,
      resolve: (host) => {
        const own = ports.get(host);
        return own === undefined ? null : { host: "127.0.0.1", port: own };
      },
    });
    url = `http://127.0.0.1:${port}`;
  });

  afterEach(async () => {
    proxy.kill();
    await Promise.all(apps.map(closeNow));
  });

  async function get(path: string): Promise<[number, string]> {
    const response = await fetch(url + path);
    return [response.status, await response.text()];
  }

  it("asks the second color for what the first one does not have, and keeps what was found", async () => {
    assert.deepEqual(await get("/_next/static/green.js"), [200, "green.chat"]);
    assert.deepEqual(asked, [
      "blue.chat /_next/static/green.js",
      "green.chat /_next/static/green.js",
    ]);
    assert.deepEqual(await get("/_next/static/green.js"), [200, "green.chat"]);
    assert.equal(asked.length, 2);
  });

  it("does without a color that nobody answers for", async () => {
    ports.delete("blue.chat");
    assert.deepEqual(await get("/_next/static/green.js"), [200, "green.chat"]);
  });

  it("answers itself where it is told to, and 404 where no location is", async () => {
    assert.deepEqual(await get("/healthz"), [200, "fine"]);
    assert.equal((await get("/api/version"))[0], 404);
    assert.deepEqual(asked, []);
  });

  it("refuses a location that it does not know, by its words", () => {
    const conf = 'server { location ~ "[.]js$" { return 404; } }';
    assert.throws(() => parseRoutes(conf), /does not know "location ~ \[\.\]js\$"/);
  });
});
