import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Redis } from "ioredis";
import { NAMESPACE, deploymentOf, digestOf, EVERY_PATH, Stack } from "./support/stack";
import { openOf } from "./support/ports";
import { DEPLOYMENT, until, World } from "./support/world";

const NGINX_CONF = `
http {
  upstream first { server blue.${NAMESPACE}.svc.cluster.local:3210; }
  upstream second { server green.${NAMESPACE}.svc.cluster.local:3210; }
  server {
    location = /healthz { return 200 "ok"; }
    location / {
      proxy_pass http://first;
      proxy_intercept_errors on;
      error_page 404 502 503 504 = @second;
    }
    location @second { proxy_pass http://second; }
  }
}`;

const ON_GREEN = { "x-preview": "green" };

describe("users of the stand-in cloud", () => {
  let world: World;
  let stack: Stack;

  before(async () => {
    world = await World.start();
    await world.cloud.publish({ digest: digestOf("a"), version: "1.0.0" });
    await world.cloud.publish({ digest: digestOf("b"), version: "2.0.0" });
    stack = await Stack.create(world);
    const httpHeader = { httpHeaderName: "x-preview", values: ["green"] };
    await stack.group("green", { rule: { httpHeader } });
    const hashed = { pathPattern: { values: ["/_next/static/*"] } };
    await stack.group("assets", { rule: hashed, path: "/healthz" });
    await stack.group("blue", { rule: EVERY_PATH, drainSeconds: 900 });
    await world.engine.put("kubernetes:core/v1:ConfigMap", "assets", {
      metadata: { name: "assets", namespace: NAMESPACE },
      data: { "nginx.conf": NGINX_CONF },
    });
    await Promise.all([
      stack.deploy("blue", "a"),
      stack.deploy("green", "b"),
      world.engine.put(DEPLOYMENT, "assets", assetsDeployment()),
    ]);
    await until("all three serve", async () => {
      const counts = ["blue", "green", "assets"].map((name) => world.count(name, "healthy"));
      return (await Promise.all(counts)).every((count) => count === 1);
    });
  });

  after(() => world.close());

  async function signIn(): Promise<string> {
    const { status, headers } = await world.ask("/api/auth/sign-in/email", {
      method: "POST",
      headers: { "content-type": "application/json", origin: "https://chat.example.com" },
      body: JSON.stringify({ email: "ada@example.com", password: "secret" }),
    });
    assert.equal(status, 200);
    const [cookie = ""] = headers["set-cookie"] ?? [];
    return cookie.split(";")[0] ?? "";
  }

  async function emailOf(headers: Record<string, string>): Promise<unknown> {
    const { body } = await world.ask("/api/auth/get-session", { headers });
    const session: unknown = JSON.parse(body);
    return session === null ? null : /"email":"([^"]*)"/.exec(body)?.[1];
  }

  it("stay signed in on the other color, and are nobody without their cookie", async () => {
    const cookie = await signIn();
    assert.match(cookie, /^__Secure-better-auth\.session_token=[0-9a-f]+\.[A-Za-z0-9%]+$/);
    assert.equal(await emailOf({ cookie }), "ada@example.com");
    assert.equal(await emailOf({ cookie, ...ON_GREEN }), "ada@example.com");
    assert.equal(await emailOf({ cookie: `${cookie}x` }), null);
    assert.equal((await world.ask("/", { headers: { cookie } })).status, 200);
    assert.equal((await world.ask("/")).headers["location"], "/signin");
  });

  it("are known to Redis alone", async () => {
    const cookie = await signIn();
    const redis = new Redis(stack.storePort, "127.0.0.1", {
      password: "letters4nd",
      tls: { ca: readFileSync(world.cloud.caFile) },
    });
    await redis.flushall();
    redis.disconnect();
    assert.equal(await emailOf({ cookie }), null);
  });

  it("find the files of both colors, whichever page they opened", async () => {
    for (const headers of [{}, ON_GREEN]) {
      const { body } = await world.ask("/signin", { headers });
      const [chunk = ""] = /\/_next\/static\/chunks\/[^"]+/.exec(body) ?? [];
      const { status, headers: got } = await world.ask(chunk);
      assert.equal(status, 200);
      assert.equal(got["cache-control"], "public, max-age=31536000, immutable");
      assert.equal(got["x-drill-target-group"], "assets");
    }
    assert.equal((await world.ask("/_next/static/chunks/none-0.js")).status, 404);
  });

  it("see a chat to its end although its pod is told to stop", async () => {
    const cookie = await signIn();
    const messages = [{ role: "user", content: "stream for 1200 ms" }];
    const chat = world.ask("/webapi/chat/openai", {
      method: "POST",
      headers: { cookie },
      body: JSON.stringify({ messages }),
    });
    // preStop is over after 133 ms and the drain after 3 s: SIGTERM meets the open stream.
    await world.engine.put(DEPLOYMENT, "blue", deploymentOf("blue", "b"));
    const { status, body } = await chat;
    assert.equal(status, 200);
    assert.match(body, /event: text\ndata: "word 1 "\n\n/);
    assert.match(body, /event: stop\ndata: "stop"\n\n$/);
    const stranger = await world.ask("/webapi/chat/openai", { method: "POST", body: "{}" });
    assert.equal(stranger.status, 401);
  });

  it("are told by every route when a variable is empty", async () => {
    const deployment = deploymentOf("sick", "b");
    const text = JSON.stringify(deployment)
      .replace('"env":[', '"env":[{"name":"S3_ENDPOINT","value":""},')
      .replace('"progressDeadlineSeconds":300', '"progressDeadlineSeconds":60');
    await assert.rejects(
      world.engine.put(DEPLOYMENT, "sick", JSON.parse(text) as typeof deployment),
      /HTTP probe failed with statuscode: 500/,
    );
  });

  it("find nothing left when the cloud is closed", async () => {
    const { targetGroups } = await world.cloud.observe();
    const targets = Object.values(targetGroups).flatMap((group) =>
      group.targets.filter(({ state }) => state === "healthy"),
    );
    const ports = [...targets.map(({ port }) => port), stack.storePort, world.cloud.providersPort];
    assert.deepEqual(await openOf(ports), ports);
    await world.close();
    assert.deepEqual(await openOf(ports), []);
  });
});

function assetsDeployment() {
  const httpGet = { path: "/healthz", port: 8080 };
  return deploymentOf("assets", "x", {
    template: {
      metadata: { labels: { app: "assets" } },
      spec: {
        containers: [
          {
            name: "nginx",
            image: `docker.io/nginxinc/nginx-unprivileged:1.27@${digestOf("9")}`,
            readinessProbe: { httpGet, periodSeconds: 5 },
          },
        ],
        volumes: [{ name: "config", configMap: { name: "assets" } }],
      },
    },
  });
}
