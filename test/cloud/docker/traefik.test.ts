import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import {
  createServer,
  get,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from "node:http";
import { get as getTls } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Clock } from "../../../drill/clock";
import { makeCertificate, type Certificate } from "../../../drill/cloud/certificate";
import { Traefik } from "../../../drill/cloud/docker/traefik/traefik";
import { listenOnLoopback } from "../../../drill/cloud/loopback";
import { freePort } from "../../../drill/cloud/pods/ports";
import { until } from "../support/world";

type Files = Record<string, unknown>;

/** The whole answer as text. */
async function read(response: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of response) text += String(chunk);
  return text;
}

describe("Traefik of the stand-in, by itself", () => {
  const servers: Server[] = [];
  let folder: string;
  let web: number;
  let traefik: Traefik;
  let certificate: Certificate;
  const ports = new Map<string, number>();

  before(async () => {
    certificate = await makeCertificate("chat.example.com");
  });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "traefik-"));
  });

  afterEach(() => {
    traefik.cut();
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
    rmSync(folder, { recursive: true });
  });

  async function serve(name: string, listener: RequestListener): Promise<Server> {
    const server = createServer(listener);
    ports.set(name, await listenOnLoopback(server));
    servers.push(server);
    return server;
  }

  function write(name: string, config: Files): void {
    writeFileSync(join(folder, name), JSON.stringify(config));
  }

  /** Everything to one service, by a router of that name. */
  function everythingTo(service: string, middlewares: Files = {}): Files {
    const router = {
      rule: "PathPrefix(`/`)",
      priority: 1,
      service,
      middlewares: Object.keys(middlewares),
    };
    const services = {
      [service]: { loadBalancer: { servers: [{ url: `http://${service}:80` }] } },
    };
    return { http: { routers: { [`to-${service}`]: router }, services, middlewares } };
  }

  async function start(secure = false): Promise<void> {
    web = await freePort();
    traefik = await Traefik.start({
      folder,
      clock: new Clock(10),
      throttleMs: 10,
      entryPoints: new Map([["web", web]]),
      secure: new Set(secure ? ["web"] : []),
      resolve: (url) => {
        const port = ports.get(new URL(url).hostname);
        return port === undefined ? null : { host: "127.0.0.1", port };
      },
      changed: () => undefined,
    });
  }

  async function ask(path = "/"): Promise<IncomingMessage> {
    const [response] = (await once(
      get({ host: "127.0.0.1", port: web, path, agent: false }),
      "response",
    )) as [IncomingMessage];
    return response;
  }

  const inEffect = (router: string) =>
    until(`${router} is in effect`, () =>
      Promise.resolve(router in traefik.configuration.routes.http.routers),
    );

  it("passes each part of a stream on as it comes, and cuts none when traffic moves", async () => {
    let goOn: () => void = () => undefined;
    await serve("old", (_request, response) => {
      response.writeHead(200, { "Content-Type": "text/event-stream" }).write("first\n");
      goOn = () => response.end("last\n");
    });
    await serve("new", (_request, response) => response.end("new"));
    write("traffic.yml", everythingTo("old"));
    await start();
    const stream = await ask();
    const [first] = (await once(stream, "data")) as [Buffer];
    assert.equal(first.toString(), "first\n");
    write("traffic.yml", everythingTo("new"));
    await inEffect("to-new");
    assert.equal(await read(await ask()), "new");
    goOn();
    assert.equal(await read(stream), "last\n");
  });

  it("refuses who asks more often than the limit, and says when to come again", async () => {
    await serve("app", (_request, response) => response.end("app"));
    write("traffic.yml", everythingTo("app", { limit: { rateLimit: { average: 1, burst: 2 } } }));
    await start();
    const statuses = [await ask(), await ask(), await ask()].map(({ statusCode }) => statusCode);
    assert.deepEqual(statuses, [200, 200, 429]);
    assert.equal((await ask()).headers["retry-after"], "1");
  });

  it("lets in who is on the list of addresses, and nobody else", async () => {
    await serve("app", (_request, response) => response.end("app"));
    const allow = (range: string) => ({ allow: { ipAllowList: { sourceRange: [range] } } });
    write("traffic.yml", everythingTo("app", allow("10.0.0.0/8")));
    await start();
    assert.equal((await ask()).statusCode, 403);
    write("traffic.yml", {
      ...everythingTo("app", allow("127.0.0.0/8")),
    });
    await until("it is let in", async () => (await ask()).statusCode === 200);
  });

  it("sets its own headers on an answer, whatever the server says", async () => {
    await serve("app", (_request, response) =>
      response.writeHead(200, { "x-frame-options": "ALLOWALL", "x-own": "kept" }).end(),
    );
    const headers = { headers: { customFrameOptionsValue: "DENY", contentTypeNosniff: true } };
    write("traffic.yml", everythingTo("app", { headers }));
    await start();
    const answer = await ask();
    assert.equal(answer.headers["x-frame-options"], "DENY");
    assert.equal(answer.headers["x-content-type-options"], "nosniff");
    assert.equal(answer.headers["x-own"], "kept");
  });

  it("asks once more when the connection that it kept was closed meanwhile", async () => {
    const app = await serve("app", (_request, response) => response.end("app"));
    write("traffic.yml", everythingTo("app"));
    await start();
    assert.equal(await read(await ask()), "app");
    let cut = 0;
    app.prependOnceListener("request", (request: IncomingMessage) => {
      cut++;
      request.socket.destroy();
    });
    assert.equal(await read(await ask()), "app");
    assert.equal(cut, 1);
  });

  it("asks the highest priority first, and does without a router that names nothing", async () => {
    await serve("app", (_request, response) => response.end("app"));
    await serve("assets", (_request, response) => response.end("assets"));
    write("traffic.yml", everythingTo("app"));
    write("edge.yml", {
      http: {
        routers: {
          files: { rule: "PathPrefix(`/_next/`)", priority: 5, service: "assets" },
          preview: { rule: "Header(`x-preview`, `t`)", priority: 9, service: "none" },
        },
        services: { assets: { loadBalancer: { servers: [{ url: "http://assets:80" }] } } },
      },
    });
    await start();
    assert.equal(await read(await ask("/_next/a.js")), "assets");
    assert.equal(await read(await ask("/chat")), "app");
    const problem = traefik.configuration.problems.get("preview");
    assert.equal(problem, 'the service "none@file" does not exist');
  });

  it("counts a server as up until it is asked, an interval after each reload", async () => {
    const healthCheck = { path: "/", interval: "5s", timeout: "4s" };
    const loadBalancer = { servers: [{ url: "http://gone:80" }], healthCheck };
    const routers = { blue: { rule: "Path(`/blue`)", service: "blue" } };
    write("blue.yml", { http: { routers, services: { blue: { loadBalancer } } } });
    await start();
    const isUp = () => traefik.configuration.pools.get("blue")?.isUp;
    assert.equal(isUp(), true);
    await until("it was asked", () => Promise.resolve(isUp() === false));
    assert.equal((await ask("/blue")).statusCode, 503);
    write("traffic.yml", everythingTo("app"));
    await inEffect("to-app");
    assert.equal(isUp(), true);
  });

  it("speaks TLS with the certificate of its files", async () => {
    await serve("app", (_request, response) => response.end("app"));
    const { cert: certFile, key: keyFile, caPem: ca } = certificate;
    write("traffic.yml", {
      ...everythingTo("app"),
      tls: { certificates: [{ certFile, keyFile }] },
    });
    await start(true);
    const asked = getTls({ host: "127.0.0.1", port: web, servername: "chat.example.com", ca });
    const [response] = (await once(asked, "response")) as [IncomingMessage];
    assert.equal(await read(response), "app");
    asked.destroy();
  });

  it("has browsers remember HTTPS over TLS, and says nothing of it without", async () => {
    await serve("app", (_request, response) => response.end("app"));
    const { cert: certFile, key: keyFile, caPem: ca } = certificate;
    write("traffic.yml", {
      ...everythingTo("app", { headers: { headers: { stsSeconds: 31_536_000 } } }),
      tls: { certificates: [{ certFile, keyFile }] },
    });
    const header = ({ headers }: IncomingMessage) => headers["strict-transport-security"];
    await start();
    assert.equal(header(await ask()), undefined);
    traefik.cut();
    await start(true);
    const asked = getTls({ host: "127.0.0.1", port: web, servername: "chat.example.com", ca });
    const [response] = (await once(asked, "response")) as [IncomingMessage];
    assert.equal(header(response), "max-age=31536000");
    asked.destroy();
  });
});
