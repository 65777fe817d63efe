import assert from "node:assert/strict";
import { once } from "node:events";
import { request } from "node:https";
import type { IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { checkServerIdentity } from "node:tls";
import { X509Certificate } from "node:crypto";
import { makeCertificate, type Certificate } from "../../../drill/cloud/certificate";
import { forward, PLAIN_503, until, World } from "./world";

describe("The HTTPS listener", () => {
  let certificate: Certificate;
  let world: World;
  before(async () => {
    certificate = await makeCertificate("chat.example.com");
  });
  afterEach(async () => {
    await world.close();
  });

  const listen = async () => {
    world = await World.start({ certificate });
    const blue = world.group("blue");
    await world.app(blue, (incoming, response) => {
      response.end(
        [incoming.headers["x-forwarded-proto"], incoming.headers["x-forwarded-port"]].join(" "),
      );
    });
    const { address } = await world.service.createListener({
      loadBalancerArn: world.loadBalancerArn,
      port: 443,
      protocol: "HTTPS",
      defaultActions: [forward({ [blue]: 1 })],
    });
    await world.allHealthy(blue);
    return address;
  };

  for (const host of ["chat.example.com", "a.chat.example.com", "localhost"]) {
    it(`is trusted as ${host} by whoever trusts the authority`, async () => {
      const address = await listen();
      const ca = certificate.caPem;
      const outgoing = request({
        ...address,
        servername: host,
        headers: { host },
        ca,
        agent: false,
      });
      outgoing.end();
      const [incoming] = (await once(outgoing, "response")) as [IncomingMessage];
      assert.equal(await text(incoming), "https 443");
    });
  }

  it("covers 127.0.0.1 too, and no other name", async () => {
    await listen();
    const leaf = new X509Certificate(certificate.cert).toLegacyObject();
    assert.equal(checkServerIdentity("127.0.0.1", leaf), undefined);
    assert.ok(checkServerIdentity("example.com", leaf) instanceof Error);
  });

  it("is not trusted without the authority", async () => {
    const address = await listen();
    const outgoing = request({ ...address, servername: "chat.example.com", agent: false });
    outgoing.end();
    await assert.rejects(once(outgoing, "response"), { code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" });
  });

  it("puts its own headers into every answer, in place of the target's, and leaves all of its cookies", async () => {
    world = await World.start({ certificate });
    const blue = world.group("blue");
    await world.app(blue, (_incoming, response) => {
      response.setHeader("X-Frame-Options", "DENY").setHeader("Set-Cookie", ["a=1", "b=2"]).end();
    });
    const { address, arn } = await world.service.createListener({
      loadBalancerArn: world.loadBalancerArn,
      port: 443,
      protocol: "HTTPS",
      defaultActions: [forward({ [blue]: 1 })],
      headers: { "X-Frame-Options": "SAMEORIGIN", "Strict-Transport-Security": "max-age=1" },
    });
    world.service.createRule({
      listenerArn: arn,
      priority: 1,
      conditions: [{ field: "path-pattern", values: ["/closed"] }],
      actions: [PLAIN_503],
    });
    await world.allHealthy(blue);
    const get = async (path: string) => {
      const { caPem: ca } = certificate;
      const outgoing = request({ ...address, path, servername: "localhost", ca, agent: false });
      outgoing.end();
      const [{ headers }] = (await once(outgoing, "response")) as [IncomingMessage];
      return [
        headers["x-frame-options"],
        headers["strict-transport-security"],
        headers["set-cookie"],
      ];
    };
    assert.deepEqual(await get("/"), ["SAMEORIGIN", "max-age=1", ["a=1", "b=2"]]);
    await until("the rule is in effect", async () => (await get("/closed"))[2] === undefined);
    assert.deepEqual(await get("/closed"), ["SAMEORIGIN", "max-age=1", undefined]);
  });

  it("is found by the port that AWS would show", async () => {
    const address = await listen();
    assert.deepEqual(world.service.listenerAddresses(), { 80: world.address, 443: address });
  });
});
