import assert from "node:assert/strict";
import { once } from "node:events";
import {
  request,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from "node:http";
import { createServer } from "node:net";
import { text } from "node:stream/consumers";
import { ANSWERED_BY } from "../../../drill/cloud/loadBalancer/api";
import { listenOnLoopback } from "../../../drill/cloud/loopback";
import { ask, open } from "./client";
import { forward, until, World } from "./world";

describe("Forwarding", () => {
  let world: World;
  let blue: string;

  const serve = async (listener: RequestListener, idleTimeoutSeconds?: number) => {
    world = await World.start({}, idleTimeoutSeconds);
    blue = world.group("blue");
    await world.app(blue, listener);
    await world.inEffect(world.rule([forward({ [blue]: 1 })]), { blue: 1 });
    await world.allHealthy(blue);
  };
  afterEach(async () => {
    await world.close();
  });

  /** What the app got, as its answer. */
  const echo: RequestListener = (incoming, response) => {
    const { method, url, headers } = incoming;
    void text(incoming).then((body) =>
      response.end(JSON.stringify({ method, url, headers, body })),
    );
  };

  it("tells the app who asked, and for which host, and nothing of the connection", async () => {
    await serve(echo);
    const { body } = await ask(world.address, {
      path: "/a%20b?c=d",
      headers: {
        host: "chat.example.com",
        "x-forwarded-for": "203.0.113.7",
        "x-forwarded-proto": "https",
        connection: "close, x-private",
        "x-private": "1",
        te: "trailers",
        "x-own": "2",
      },
    });
    assert.deepEqual(JSON.parse(body), {
      method: "GET",
      url: "/a%20b?c=d",
      headers: {
        host: "chat.example.com",
        "x-own": "2",
        "x-forwarded-for": "203.0.113.7, 127.0.0.1",
        "x-forwarded-proto": "http",
        "x-forwarded-port": "80",
        connection: "keep-alive",
      },
      body: "",
    });
  });

  it("passes bodies of known and of unknown length, and none as none", async () => {
    await serve(echo);
    const seen = async (headers: Record<string, string>, body?: string) => {
      const question = { method: "POST", headers, ...(body !== undefined && { body }) };
      const got: unknown = JSON.parse((await ask(world.address, question)).body);
      assert.ok(typeof got === "object" && got !== null && "headers" in got && "body" in got);
      return [
        got.body,
        JSON.stringify(got.headers).match(/"(content-length|transfer-encoding)":"\w+"/g),
      ];
    };
    assert.deepEqual(await seen({ "content-length": "5" }, "hello"), [
      "hello",
      ['"content-length":"5"'],
    ]);
    assert.deepEqual(await seen({ "transfer-encoding": "chunked" }, "hello"), [
      "hello",
      ['"transfer-encoding":"chunked"'],
    ]);
    assert.deepEqual(await seen({ "content-length": "0" }), ["", ['"content-length":"0"']]);
  });

  it("passes status, reason and repeated headers back, and names the group", async () => {
    await serve((_incoming, response) => {
      response.writeHead(418, "Teapot", [
        ...["Set-Cookie", "a=1", "Set-Cookie", "b=2", "Content-Length", "2"],
        ...[ANSWERED_BY, "somebody else", "Keep-Alive", "timeout=77"],
      ]);
      response.end("hi");
    });
    const incoming = await open(world.address);
    assert.equal(incoming.statusMessage, "Teapot");
    assert.deepEqual(incoming.headers["set-cookie"], ["a=1", "b=2"]);
    assert.equal(incoming.headers[ANSWERED_BY], "blue");
    assert.notEqual(incoming.headers["keep-alive"], "timeout=77");
    assert.equal(await text(incoming), "hi");
    const head = await ask(world.address, { method: "HEAD" });
    assert.deepEqual([head.status, head.headers["content-length"], head.body], [418, "2", ""]);
  });

  it("passes each event of a stream on at once, from its head to its end", async () => {
    let app: ServerResponse | undefined;
    await serve((_incoming, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
      app = response;
    });
    const incoming = await open(world.address);
    assert.ok(app);
    for (const event of ["data: one\n\n", "data: two\n\n"]) {
      const next = once(incoming, "data");
      app.write(event);
      assert.equal(String((await next)[0]), event);
    }
    const end = once(incoming, "end");
    app.end();
    incoming.resume();
    await end;
    assert.equal(incoming.complete, true);
  });

  it("passes a request's body on while it is still being sent", async () => {
    await serve((incoming, response) => {
      response.flushHeaders();
      incoming.pipe(response);
    });
    const outgoing = request({ ...world.address, method: "POST" });
    outgoing.write("first");
    const [incoming] = (await once(outgoing, "response")) as [IncomingMessage];
    assert.equal(String((await once(incoming, "data"))[0]), "first");
    outgoing.end("second");
    assert.equal(await text(incoming), "second");
  });

  it("does not take in more than the client reads", async () => {
    const chunk = Buffer.alloc(1 << 20);
    let sent = 0;
    await serve((_incoming, response) => {
      const pour = () => {
        while (sent < 512 && response.write(chunk)) sent += 1;
        sent += 1;
      };
      response.on("drain", pour);
      pour();
    });
    const incoming = await open(world.address);
    let before = -1;
    await until("the app is held back", async () => {
      const still = before === sent && sent > 1;
      before = sent;
      await new Promise((resolve) => setTimeout(resolve, 50));
      return still;
    });
    assert.ok(sent < 100, `${String(sent)} MB`);
    incoming.destroy();
  });

  it("tells the app when the client goes away", async () => {
    let app: ServerResponse | undefined;
    await serve((_incoming, response) => {
      response.write("begun");
      app = response;
      // So that it is not the idle timeout that tells.
    }, 4000);
    const incoming = await open(world.address);
    assert.ok(app);
    const left = once(app, "close");
    incoming.destroy();
    await left;
  });

  it("cuts an answer that the app breaks off, so that nobody takes it for whole", async () => {
    await serve((_incoming, response) => {
      response.write("begun");
      setImmediate(() => response.destroy());
    });
    await assert.rejects(open(world.address).then(text), { code: "ECONNRESET" });
  });

  it("answers 502 when the app hangs up without an answer, and 504 when it stays silent", async () => {
    // 5 AWS seconds are 50 ms here.
    await serve((incoming, response) => {
      if (incoming.url === "/hang-up") response.destroy();
    }, 5);
    const hungUp = await ask(world.address, { path: "/hang-up", method: "POST", body: "x" });
    assert.deepEqual([hungUp.status, hungUp.from], [502, undefined]);
    const silent = await ask(world.address, { path: "/silent" });
    assert.deepEqual([silent.status, silent.from], [504, undefined]);
  });

  it("refuses a WebSocket clearly", async () => {
    await serve(echo);
    const headers = { connection: "Upgrade", upgrade: "websocket" };
    assert.equal((await ask(world.address, { headers })).status, 400);
  });

  it("uses few connections for many requests, and leaves none behind", async () => {
    const ports = new Set<number | undefined>();
    await serve((incoming, response) => {
      ports.add(incoming.socket.remotePort);
      response.end();
    });
    for (let sent = 0; sent < 500; sent += 10) {
      await Promise.all(Array.from({ length: 10 }, () => ask(world.address)));
    }
    assert.ok(ports.size <= 20, `${String(ports.size)} connections`);
  });

  it("answers 502, and lives, when what is at the target speaks no HTTP", async () => {
    const server = createServer((socket) => socket.end("SSH-2.0-something\r\n"));
    const port = await listenOnLoopback(server);
    world = await World.start();
    try {
      blue = world.group("blue");
      world.service.registerTargets(blue, [{ id: "127.0.0.1", port }]);
      await world.inEffect(world.rule([forward({ [blue]: 1 })]), { blue: 1 });
      await until("it is found sick", () => world.states(blue)[0] === "unhealthy");
      assert.equal((await ask(world.address)).status, 502);
    } finally {
      server.close();
    }
  });
});
