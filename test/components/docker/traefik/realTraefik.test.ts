import assert from "node:assert/strict";
import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";
import { colorRoutes } from "../../../../components/docker/traefik/colorRoutes";
import { trafficRoutes } from "../../../../components/docker/traefik/trafficRoutes";
import { askColor } from "../../../../components/guard/askColor";
import { traefikEvidence } from "../../../../components/docker/traefikEvidence";
import { makeCertificate } from "../../../../drill/cloud/certificate";
import { App, get, read } from "./app";
import { onPath } from "../../../support/onPath";
import { RealTraefik } from "./realTraefik";
import { canary, edge, onBlue, onGreen, PREVIEW_TOKENS, STATUS_TOKEN } from "./routes";

const DOMAIN = "lobechat.localhost";
const command = onPath("traefik");

if (command === undefined) console.log("    SKIPPED: Traefik's own rules: no traefik on PATH");
else
  describe("Traefik itself", () => {
    let traefik: RealTraefik;
    let apps: App[];
    let servers: Record<string, string>;

    before(async () => {
      apps = await Promise.all(["blue-1", "blue-2", "green-1"].map((name) => App.start(name)));
      servers = Object.fromEntries(apps.map(({ name, url }) => [name, url]));
    });
    beforeEach(async () => {
      traefik = await RealTraefik.start(command, "none");
    });
    afterEach(() => traefik.stop());
    after(() => {
      for (const app of apps) app.stop();
    });

    async function write(...routes: Parameters<RealTraefik["write"]>[0][]): Promise<void> {
      for (const route of routes) {
        const { code, said } = await traefik.write(route, servers);
        assert.equal(code, 0, said);
      }
    }

    const both = () => [
      edge(),
      colorRoutes("blue", ["blue-1", "blue-2"]),
      colorRoutes("green", ["green-1"]),
    ];
    const preview = (color: "blue" | "green") =>
      get(traefik.port, "/", { "x-lobechat-preview": PREVIEW_TOKENS[color] });
    const evidence = () =>
      traefikEvidence(
        { host: "127.0.0.1", port: traefik.port, domain: DOMAIN, scheme: "http" },
        STATUS_TOKEN,
      );

    it("takes every file, a cold colour's too, and shows it by its token alone", async () => {
      await write(edge(), colorRoutes("blue", ["blue-1"]), colorRoutes("green", []));
      await write(trafficRoutes(onBlue));
      assert.equal((await get(traefik.port)).by, "blue-1");
      assert.equal((await preview("green")).status, 503);
      assert.equal((await evidence().healthOf("green")).total, 0);
      await write(colorRoutes("green", ["green-1"]));
      assert.equal((await preview("green")).by, "green-1");
      assert.equal((await get(traefik.port)).by, "blue-1");
    });

    it("tells those who hold the token what is up, and everyone else nothing", async () => {
      await write(...both(), trafficRoutes(onBlue));
      assert.deepEqual(await evidence().healthOf("blue"), { healthy: 2, total: 2, reasons: [] });
      const stranger = await get(traefik.port, "/api/http/services/blue@file");
      assert.match(stranger.by ?? "", /^blue-/);
    });

    it("sees a server that is gone, and sends nobody there", async () => {
      const dying = await App.start("blue-3");
      await write(edge());
      const { url } = dying;
      const { code } = await traefik.write(colorRoutes("blue", ["blue-1", "blue-3"]), {
        ...servers,
        "blue-3": url,
      });
      assert.equal(code, 0);
      await write(trafficRoutes(onBlue));
      dying.stop();
      while ((await evidence().healthOf("blue")).healthy > 1);
      assert.deepEqual((await evidence().healthOf("blue")).reasons, ["DOWN"]);
      for (let asked = 0; asked < 4; asked++) assert.equal((await get(traefik.port)).by, "blue-1");
    });

    it("moves everyone at once, fails no request, and lets an open stream end on its own", async () => {
      await write(...both(), trafficRoutes(onBlue));
      const asked = request({ host: "127.0.0.1", port: traefik.port, path: "/stream" }).end();
      const [stream] = (await once(asked, "response")) as [IncomingMessage];
      const streamed = read(stream);

      const seen: (string | undefined)[] = [];
      const moved = new AbortController();
      const users = (async () => {
        while (!moved.signal.aborted) seen.push((await get(traefik.port)).by);
      })();
      await write(trafficRoutes(onGreen));
      const before = seen.length;
      for (let count = 0; count < 20; count++)
        assert.equal((await get(traefik.port)).by, "green-1");
      moved.abort();
      await users;
      assert.ok(seen.every((by) => by !== undefined));
      // One may have been on its way while the file took effect.
      assert.ok(
        seen.slice(before + 1).every((by) => by === "green-1"),
        seen.join(" "),
      );

      for (const app of apps) app.endStreams();
      const { by, body } = await streamed;
      assert.match(by ?? "", /^blue-/);
      assert.equal(body, "data: begun\n\ndata: done\n\n");
    });

    it("passes a stream on as it comes", async () => {
      await write(...both(), trafficRoutes(onGreen));
      const asked = request({ host: "127.0.0.1", port: traefik.port, path: "/stream" }).end();
      const [stream] = (await once(asked, "response")) as [IncomingMessage];
      const [first] = (await once(stream, "data")) as [Buffer];
      assert.equal(first.toString(), "data: begun\n\n");
      for (const app of apps) app.endStreams();
    });

    it("keeps a canary's users where they are, and a container's users on it", async () => {
      await write(...both(), trafficRoutes(canary));
      const first = await get(traefik.port);
      assert.equal(first.cookies.length, 2);
      const cookie = first.cookies.join("; ");
      for (let count = 0; count < 12; count++)
        assert.equal((await get(traefik.port, "/", { cookie })).by, first.by);
    });

    it("holds nobody by a canary's cookie once one colour serves", async () => {
      await write(...both(), trafficRoutes(canary));
      const { cookies } = await get(traefik.port);
      await write(trafficRoutes(onGreen));
      assert.equal((await get(traefik.port, "/", { cookie: cookies.join("; ") })).by, "green-1");
    });

    it("does not go by a file that is wrong, and everyone stays where they are", async () => {
      await write(...both(), trafficRoutes(onBlue));
      const wrong = trafficRoutes(onGreen);
      const content = wrong.content.replace('"weighted"', '"wieghted"');
      const { code, said } = await traefik.write({ ...wrong, content }, servers, 1);
      assert.equal(code, 1);
      assert.match(said, /what was there before is back/);
      assert.match((await get(traefik.port)).by ?? "", /^blue-/);
    });

    it("answers 429 to whoever asks too often, and 403 to whoever may not come", async () => {
      await write(edge({ rateLimit: { average: 1, burst: 3 } }), ...both().slice(1));
      await write(trafficRoutes(onBlue));
      const answers = await Promise.all(Array.from({ length: 8 }, () => get(traefik.port)));
      assert.ok(answers.some(({ status }) => status === 429));
      await write(edge({ allowedCidrs: ["192.0.2.0/24"] }));
      assert.equal((await get(traefik.port)).status, 403);
      assert.equal((await preview("blue")).status, 403);
    });

    it("counts requests by service for whoever asks inside", async () => {
      await write(...both(), trafficRoutes(onBlue));
      await get(traefik.port);
      assert.match(
        await traefik.metrics(),
        /traefik_service_requests_total\{code="200",method="GET",protocol="http",service="blue@file"\} 1/,
      );
    });

    it("speaks TLS by a certificate that came in a file", async () => {
      await traefik.stop();
      traefik = await RealTraefik.start(command, "certificate");
      const { caPem: ca, cert, key } = await makeCertificate(DOMAIN);
      const certificate = { certificate: cert, key };
      await write(edge({ certificate }), ...both().slice(1), trafficRoutes(onGreen));
      const site = { host: "127.0.0.1", port: traefik.port, domain: DOMAIN, ca };
      assert.deepEqual(await askColor(site, "/api/version"), {
        status: 200,
        body: '{"version":"green-1"}',
      });
    });
  });
