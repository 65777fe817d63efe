import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { trafficRoutes } from "../../../../components/docker/traefik/trafficRoutes";
import { onBlue, onGreen } from "./routes";
import { MOVES } from "../../../../components/docker/writeScript";
import { write } from "./writer";

const BLUE = trafficRoutes(onBlue);
const GREEN = trafficRoutes(onGreen);

describe("what writes a file for Traefik", () => {
  let folder: string;
  let server: Server;
  let url: string;
  /** What a load balancer answers that is asked for a router. */
  let answer: (router: string) => { status: number; body: string };
  let asked: string[];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "routes-"));
    asked = [];
    answer = () => ({ status: 200, body: '{"status":"enabled"}' });
    server = createServer((request, response) => {
      const router = (request.url ?? "").replace("/in-effect/", "");
      asked.push(router);
      const { status, body } = answer(router);
      response.writeHead(status).end(body);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  const there = () => readFileSync(join(folder, "traffic.yml"), "utf8");

  it("ends well once the load balancer goes by it, and leaves nothing else behind", async () => {
    answer = () =>
      asked.length < 3
        ? { status: 404, body: "404 page not found" }
        : { status: 200, body: '{"rule":"PathPrefix(`/`)","status":"enabled"}' };
    const { code, said } = await write(folder, BLUE, url);
    assert.equal(code, 0);
    assert.deepEqual(said.split("\n"), [MOVES, `traffic.yml is in effect: ${BLUE.router}.`, ""]);
    assert.deepEqual(new Set(asked), new Set([BLUE.router]));
    assert.equal(there(), BLUE.content);
    assert.deepEqual(readdirSync(folder), ["traffic.yml"]);
  });

  it("has written the whole file before the load balancer can read any of it", async () => {
    await write(folder, BLUE, url);
    const seen = new Set<string>();
    answer = () => {
      seen.add(there());
      return { status: 200, body: '{"status":"enabled"}' };
    };
    await write(folder, GREEN, url);
    assert.deepEqual([...seen], [GREEN.content]);
  });

  it("puts back what was there, and says so, where the load balancer does not take it", async () => {
    await write(folder, BLUE, url);
    answer = () => ({ status: 200, body: '{"status":"disabled"}' });
    const { code, said } = await write(folder, GREEN, url, 1);
    assert.equal(code, 1);
    assert.match(said, /does not go by traffic\.yml after 1 s; what was there before is back/);
    assert.equal(there(), BLUE.content);
    assert.deepEqual(readdirSync(folder), ["traffic.yml"]);
  });

  it("writes nothing before each server answers", async () => {
    const servers = [`${url}/1`, `${url}/2`];
    answer = () => {
      assert.ok(asked.length > 2 || readdirSync(folder).length === 0);
      const body = '{"status":"enabled"}';
      return { status: asked.length === 2 ? 503 : 200, body };
    };
    const { code } = await write(folder, { ...BLUE, servers }, url);
    assert.equal(code, 0);
    assert.deepEqual(asked.slice(0, 4), ["/1", "/2", "/2", BLUE.router]);
    assert.equal(there(), BLUE.content);
  });

  it("leaves what was there where a server does not answer, and names it", async () => {
    await write(folder, BLUE, url);
    answer = (asked) => ({ status: asked === "/2" ? 503 : 200, body: '{"status":"enabled"}' });
    const servers = [`${url}/1`, `${url}/2`];
    const { code, said } = await write(folder, { ...GREEN, servers }, url, 1);
    assert.equal(code, 1);
    assert.match(said, /\/2 does not answer after 1 s, so traffic\.yml stays as it was/);
    assert.ok(!said.includes(MOVES), "a file that stays did not move");
    assert.equal(there(), BLUE.content);
  });

  it("leaves no file where there was none", async () => {
    server.close();
    const { code } = await write(folder, BLUE, url, 1);
    assert.equal(code, 1);
    assert.deepEqual(readdirSync(folder), []);
  });
});
