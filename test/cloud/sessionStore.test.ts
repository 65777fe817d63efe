import assert from "node:assert/strict";
import { once } from "node:events";
import { Redis } from "ioredis";
import { makeCertificate, type Certificate } from "../../drill/cloud/certificate";
import { startInProcess } from "../../drill/cloud/redis/inProcess";
import type { RunningStore } from "../../drill/cloud/redis/sessionStore";

describe("the session store of a machine without Redis", () => {
  let certificate: Certificate;
  let store: RunningStore;
  let redis: Redis;

  before(async () => {
    certificate = await makeCertificate("chat.example.com");
    store = await startInProcess("letters4nd", certificate);
    redis = client("letters4nd");
  });

  after(async () => {
    redis.disconnect();
    await store.stop();
  });

  function client(
    password: string,
    protocol: 2 | 3 = 3,
    options: { commandTimeout?: number } = {},
  ): Redis {
    return new Redis(store.port, "127.0.0.1", {
      ...options,
      password,
      protocol,
      tls: { ca: certificate.caPem },
      retryStrategy: null,
      maxRetriesPerRequest: 0,
    });
  }

  it("keeps a session until its end", async () => {
    await redis.set("a", "value", "PX", 60_000);
    assert.equal(await redis.get("a"), "value");
    const left = await redis.ttl("a");
    assert.ok(left === 60, `${left} seconds are left`);
    await redis.pexpire("a", 0);
    assert.equal(await redis.get("a"), null);
    assert.equal(await redis.ttl("a"), -2);
  });

  it("takes many commands at once, and bytes of any kind", async () => {
    const value = Buffer.from([0, 13, 10, 36, 255]);
    const results = await redis.pipeline().set("b", value).getBuffer("b").exists("b", "c").exec();
    assert.deepEqual(results, [
      [null, "OK"],
      [null, value],
      [null, 1],
    ]);
  });

  it("sets only what is not there, or only what is, when it is told so", async () => {
    assert.equal(await redis.set("n", "1", "NX"), "OK");
    assert.equal(await redis.set("n", "2", "NX"), null);
    assert.equal(await redis.set("m", "1", "XX"), null);
    assert.equal(await redis.incr("n"), 2);
    assert.deepEqual(await redis.mget("n", "m"), ["2", null]);
  });

  it("finds keys by a pattern, counts them and forgets them", async () => {
    await redis.flushall();
    await redis.set("app:1", "x");
    await redis.set("other", "x");
    assert.deepEqual(await redis.scan(0, "MATCH", "app:*"), ["0", ["app:1"]]);
    assert.equal(await redis.dbsize(), 2);
    assert.equal(await redis.del("app:1", "other", "none"), 2);
  });

  it("answers nothing while it is down, and has everything when it is back", async () => {
    await redis.set("kept", "value");
    const impatient = client("letters4nd", 2, { commandTimeout: 100 });
    assert.equal(await impatient.get("kept"), "value");
    store.setUp(false);
    await assert.rejects(impatient.get("kept"), /Command timed out/);
    const asked = redis.get("kept");
    store.setUp(true);
    assert.equal(await asked, "value");
    impatient.disconnect();
  });

  it("cuts every connection when it restarts, and is back at its port with all that it held", async () => {
    await redis.set("kept", "through it");
    const { port } = store;
    const cut = once(redis, "end");
    await store.restart(1);
    await cut;
    assert.equal(store.port, port);
    redis = client("letters4nd");
    assert.equal(await redis.get("kept"), "through it");
  });

  it("says which command it does not know", async () => {
    await assert.rejects(redis.xlen("stream"), /ERR unknown command 'XLEN'/);
  });

  it("serves nobody who has another password", async () => {
    for (const protocol of [2, 3] as const) {
      const stranger = client("wrong", protocol);
      const errors: string[] = [];
      stranger.on("error", (error) => errors.push(error.message));
      await assert.rejects(stranger.get("a"));
      assert.match(errors.join(), /WRONGPASS/);
      stranger.disconnect();
    }
  });
});
