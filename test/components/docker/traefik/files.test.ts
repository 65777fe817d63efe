import assert from "node:assert/strict";
import { colorRoutes } from "../../../../components/docker/traefik/colorRoutes";
import type { RouteFile } from "../../../../components/docker/traefik/routeFile";
import { staticArgs } from "../../../../components/docker/traefik/staticArgs";
import { trafficRoutes } from "../../../../components/docker/traefik/trafficRoutes";
import {
  ALL_FILES,
  canary,
  edge,
  nobody,
  onBlue,
  onGreen,
  PREVIEW_TOKENS,
  STATUS_TOKEN,
} from "./routes";
import { TRAEFIK_FILE } from "./traefikSchema";

function read({ content }: RouteFile) {
  const { http, tls } = TRAEFIK_FILE.parse(JSON.parse(content));
  return { ...http, services: http.services ?? {}, tls };
}

describe("Traefik's configuration", () => {
  describe("the files that Traefik watches", () => {
    for (const [what, route] of Object.entries(ALL_FILES)) {
      describe(what, () => {
        it("has only what Traefik knows, and nothing that it would take for a template", () => {
          TRAEFIK_FILE.parse(JSON.parse(route.content));
          assert.doesNotMatch(route.content, /\{\{/);
        });

        it("shows whether it is in effect to those inside, without any token", () => {
          const { routers, middlewares } = read(route);
          assert.ok(route.router in routers);
          const window = routers[`${route.router}-in-effect`];
          assert.deepEqual(window?.entryPoints, ["internal"]);
          assert.equal(window.rule, `Path(\`/in-effect/${route.router}\`)`);
          assert.deepEqual(middlewares[`${route.router}-in-effect`], {
            replacePath: { path: `/api/http/routers/${route.router}@file` },
          });
          // What the window shows.
          const proof = JSON.stringify(routers[route.router]);
          for (const token of [STATUS_TOKEN, ...Object.values(PREVIEW_TOKENS)])
            assert.ok(!proof.includes(`\`${token}\``), proof);
        });
      });
    }

    it("show the file store a host without a port, or it would take no signature for right", () => {
      const { routers, middlewares } = read(edge());
      const named = routers["files"]?.middlewares ?? [];
      const applied = JSON.stringify(named.map((name) => middlewares[name]));
      assert.match(applied, /"customRequestHeaders":\{"X-Forwarded-Host":""\}/);
    });

    it("are proved by a router that only their content has", () => {
      const proofs = new Set(Object.values(ALL_FILES).map(({ router }) => router));
      assert.equal(proofs.size, Object.keys(ALL_FILES).length);
      assert.equal(trafficRoutes(onBlue).router, trafficRoutes({ ...onBlue }).router);
      assert.notEqual(edge({ statusToken: "0d" }).router, edge().router);
    });

    it("name services and middlewares that one of them has", () => {
      const files = [edge(), colorRoutes("blue", ["b"]), colorRoutes("green", ["g"])];
      for (const traffic of [onBlue, canary, nobody]) {
        const all = [...files, trafficRoutes(traffic)].map(read);
        const services = Object.assign({}, ...all.map((file) => file.services)) as object;
        const middlewares = Object.assign({}, ...all.map((file) => file.middlewares)) as object;
        for (const { routers } of all)
          for (const router of Object.values(routers)) {
            assert.ok(router.service === "api@internal" || router.service in services);
            for (const name of router.middlewares ?? []) assert.ok(name in middlewares, name);
          }
      }
    });
  });

  describe("where traffic goes", () => {
    const service = (route: RouteFile) => read(route).services[route.router];

    it("is the active colour alone, and no cookie holds anyone", () => {
      assert.deepEqual(service(trafficRoutes(onGreen)), {
        weighted: { services: [{ name: "green", weight: 100 }], healthCheck: {} },
      });
    });

    it("is both colours during a canary, and a cookie keeps each user where they are", () => {
      const shared = service(trafficRoutes(canary));
      assert.ok(shared !== undefined && "weighted" in shared);
      assert.deepEqual(shared.weighted.services, [
        { name: "blue", weight: 90 },
        { name: "green", weight: 10 },
      ]);
      assert.equal(shared.weighted.sticky?.cookie.name, "lobechat_canary");
    });

    it("is a fixed page during maintenance", () => {
      assert.deepEqual(service(trafficRoutes(nobody)), {
        loadBalancer: { servers: [{ url: "http://assets:8081" }] },
      });
    });

    it("is what no other router takes", () => {
      const traffic = trafficRoutes(onBlue);
      const { priority } = read(traffic).routers[traffic.router] ?? { priority: Infinity };
      for (const router of Object.values(read(edge()).routers))
        assert.ok(router.priority > priority);
    });
  });

  describe("a colour's servers", () => {
    it("have to answer before anybody is sent there", () => {
      const { servers } = colorRoutes("blue", ["blue-1", "blue-2"]);
      assert.deepEqual(
        servers,
        ["blue-1", "blue-2"].map((host) => `http://${host}:3210/api/version`),
      );
      assert.deepEqual(trafficRoutes(onBlue).servers, []);
    });

    it("are asked for their version, and stuck to one by one", () => {
      const { blue } = read(colorRoutes("blue", ["blue-1", "blue-2"])).services;
      assert.deepEqual(blue, {
        loadBalancer: {
          servers: [{ url: "http://blue-1:3210" }, { url: "http://blue-2:3210" }],
          healthCheck: { path: "/api/version", interval: "5s", timeout: "4s" },
          sticky: { cookie: { name: "lobechat_blue", httpOnly: true, sameSite: "lax" } },
          responseForwarding: { flushInterval: "-1ms" },
        },
      });
    });
  });

  describe("what stays on the load balancer", () => {
    it("shows Traefik's own view to those who hold the token, and not on the way in for everyone", () => {
      const { status } = read(edge()).routers;
      assert.equal(status?.rule, "Header(`x-lobechat-status`, `0a`) && PathPrefix(`/api/http/`)");
      assert.deepEqual(status.entryPoints, ["web"]);
    });

    it("lets IPv6 in where everyone may come", () => {
      const allowed = (cidrs: string[]) => read(edge({ allowedCidrs: cidrs })).middlewares["allow"];
      assert.deepEqual(allowed(["0.0.0.0/0"]), {
        ipAllowList: { sourceRange: ["0.0.0.0/0", "::/0"] },
      });
      assert.deepEqual(allowed(["192.0.2.0/24"]), {
        ipAllowList: { sourceRange: ["192.0.2.0/24"] },
      });
    });

    it("takes a certificate of one's own without a restart", () => {
      const certificate = { certificate: "C", key: "K" };
      assert.deepEqual(read(edge({ certificate })).tls, {
        certificates: [{ certFile: "C", keyFile: "K" }],
      });
      assert.equal(read(edge()).tls, undefined);
    });
  });

  describe("Traefik's command line", () => {
    const args = (tls: Parameters<typeof staticArgs>[0]["tls"]) =>
      staticArgs({ port: 8443, domain: "chat.example.com", tls });

    it("has no limit to how long an answer may take", () => {
      assert.ok(
        args("none").includes("--entryPoints.web.transport.respondingTimeouts.writeTimeout=0s"),
      );
    });

    it("keeps headers and queries out of the log of requests", () => {
      assert.ok(args("none").includes("--accessLog.fields.headers.defaultMode=drop"));
      assert.ok(args("none").includes("--accessLog.fields.queryParameters.defaultMode=drop"));
    });

    it("speaks TLS where there is a certificate, or somebody who gives one", () => {
      assert.ok(!args("none").some((arg) => arg.includes(".tls")));
      assert.ok(args("certificate").includes("--entryPoints.web.http.tls=true"));
      const byAcme = args({ acmeEmail: "ops@example.com" });
      assert.ok(byAcme.includes("--entryPoints.web.http.tls.domains[0].main=chat.example.com"));
      assert.ok(byAcme.includes("--certificatesResolvers.acme.acme.email=ops@example.com"));
    });
  });
});
