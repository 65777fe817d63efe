import assert from "node:assert/strict";
import type { Properties } from "../../drill/engine/envelope";
import { deploymentOf, digestOf, EVERY_PATH, Stack } from "./support/stack";
import { DEPLOYMENT, until, World } from "./support/world";

const ON_GREEN = { "x-preview": "green" };

/** A color whose pods have been given another value since its neighbor's were made. */
function rotated(name: string, value: string): Properties {
  const own = JSON.stringify({ name, value });
  const text = JSON.stringify(deploymentOf("green", "a")).replace('"env":[', `"env":[${own},`);
  return JSON.parse(text) as Properties;
}

/** What docs/rotation.md says of each secret, seen by somebody who was signed in before. */
describe("a secret that is rotated", () => {
  let world: World;
  let cookie: string;
  before(async () => {
    world = await World.start();
    await world.cloud.publish({ digest: digestOf("a"), version: "1.0.0" });
    const stack = await Stack.create(world);
    const httpHeader = { httpHeaderName: "x-preview", values: ["green"] };
    await stack.group("green", { rule: { httpHeader } });
    await stack.group("blue", { rule: EVERY_PATH });
    await stack.deploy("blue", "a");
    await until("blue serves", async () => (await world.count("blue", "healthy")) === 1);
    cookie = await signIn();
  });
  after(() => world.close());

  async function signIn(headers: Record<string, string> = {}): Promise<string> {
    const answer = await world.ask("/api/auth/sign-in/email", {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ email: "ada@example.com", password: "secret" }),
    });
    assert.equal(answer.status, 200);
    const [set = ""] = answer.headers["set-cookie"] ?? [];
    return set.split(";")[0] ?? "";
  }

  async function isKnown(headers: Record<string, string>): Promise<boolean> {
    const { status, body } = await world.ask("/api/auth/get-session", { headers });
    assert.equal(status, 200);
    return JSON.parse(body) !== null;
  }

  /** Whether the pods with the new value know somebody, and whether they take a sign-in. */
  async function seenAfter(name: string, value: string) {
    await world.engine.put(DEPLOYMENT, "green", rotated(name, value));
    await until("green serves", async () => (await world.count("green", "healthy")) === 1);
    const stays = await isKnown({ cookie, ...ON_GREEN });
    const again = await signIn(ON_GREEN);
    assert.ok(await isKnown({ cookie: again, ...ON_GREEN }), "a new sign-in");
    assert.ok(await isKnown({ cookie }), "the pods that still have the old one");
    return stays ? "stays" : "is logged out";
  }

  it("is noticed by nobody, where it is a provider's key", async () => {
    assert.equal(await seenAfter("OPENAI_API_KEY", "sk-new"), "stays");
  });

  it("is noticed by nobody, where it is the database's", async () => {
    assert.equal(await seenAfter("DATABASE_URL", "postgres://second@somewhere"), "stays");
  });

  it("logs nobody out of the web, where it is JWKS_KEY", async () => {
    assert.equal(await seenAfter("JWKS_KEY", '{"keys":[]}'), "stays");
  });

  it("logs everyone out, where it is AUTH_SECRET", async () => {
    assert.equal(await seenAfter("AUTH_SECRET", "another secret"), "is logged out");
  });

  it("logs everyone out, where a session store with another password comes in the first one's place", async () => {
    const type = "aws:elasticache/replicationGroup:ReplicationGroup";
    const second = { authToken: "numb3rs", transitEncryptionEnabled: true, port: 6379 };
    const store = await world.engine.put(type, "second", second);
    const url = `rediss://:numb3rs@127.0.0.1:${Number(store["port"])}/0`;
    assert.equal(await seenAfter("REDIS_URL", url), "is logged out");
  });
});
