import assert from "node:assert/strict";
import { listRule, managedRules, rateRules } from "../../../components/aws/firewallRules";
import { contentElsewhere } from "../../../components/aws/writtenContent";
import { blockList } from "../../../drill/cloud/blocks";
import { Firewalls } from "../../../drill/cloud/firewall/firewalls";
import { webAcl } from "../../../drill/cloud/firewall/webAcl";
import { ask, type Answer, type Question } from "./client";
import { forward, until, World } from "./world";

const BODY = "too-many";
const LIMITS = { requestsPerMinute: 30, addressRequestsPerMinute: 100, signInsPerMinute: 10 };
const CODE = "<script>alert(1)</script> union select name from users where id = '' or 1=1; ";
const CHAT = CODE.repeat(Math.ceil(204_800 / CODE.length));
const SESSION = "__Secure-better-auth.session_token";

/** Somebody with a browser at an address of their own. */
const from = (address: string, question: Question = {}): Question => ({
  ...question,
  headers: { "user-agent": "Mozilla/5.0", "x-forwarded-for": address, ...question.headers },
});

const posted = (path: string, body: string): Question => ({
  ...{ path, method: "POST", body },
  headers: { "content-length": String(Buffer.byteLength(body)) },
});

describe("The firewall before the load balancer", () => {
  let world: World;
  let firewalls: Firewalls;
  let now: number;
  beforeEach(async () => {
    now = 0;
    firewalls = new Firewalls(() => now);
    firewalls.ipSets.set("allowed", blockList(["203.0.113.0/24"]));
    firewalls.ipSets.set("denied", blockList(["203.0.113.7/32", "198.51.100.0/24"]));
    firewalls.acls.set("acl", webAcl.parse(ACL));
    world = await World.start({ firewalls });
    firewalls.associations.set(world.loadBalancerArn, "acl");
    const blue = world.group("blue");
    await world.app(blue, (incoming, response) => {
      let bytes = 0;
      incoming.on("data", (chunk: Buffer) => (bytes += chunk.length));
      incoming.on("end", () => response.end(String(bytes)));
    });
    world.rule([forward({ [blue]: 1 })]);
    await world.allHealthy(blue);
    await until("the rule is in effect", () => world.service.trafficWeights()["blue"]);
  });
  afterEach(() => world.close());

  const send = (question: Question): Promise<Answer> => ask(world.address, question);
  const times = async (count: number, question: Question): Promise<number[]> => {
    const answers = [];
    for (let at = 0; at < count; at += 1) answers.push((await send(question)).status);
    return answers;
  };

  for (const path of ["/webapi/chat/openai", "/trpc/lambda/message.create", "/api/agent"]) {
    it(`lets 200 KB of HTML and SQL pass to ${path}, whole`, async () => {
      const answer = await send(from("192.0.2.1", posted(path, CHAT)));
      assert.deepEqual([answer.status, answer.body], [200, String(CHAT.length)]);
    });
  }

  it("lets a chat without a length pass, whole", async () => {
    const question = { ...posted("/webapi/chat/openai", CODE), headers: { te: "trailers" } };
    const answer = await send(from("192.0.2.1", question));
    assert.deepEqual([answer.status, answer.body], [200, String(CODE.length)]);
  });

  for (const [what, question] of Object.entries({
    "a large body": posted("/signin", "a".repeat(8193)),
    "SQL in a body": posted("/signin", CODE),
    "a script in a query": { path: "/signin?next=%3Cscript%3Ealert(1)" },
  })) {
    it(`refuses ${what} elsewhere`, async () => {
      assert.equal((await send(from("192.0.2.1", question))).status, 403);
      assert.deepEqual([...firewalls.refused.keys()], ["content-elsewhere"]);
    });
  }

  it("lets what tRPC asks for in a long query pass", async () => {
    const path = `/trpc/lambda/topic.search?input=${"a".repeat(3000)}`;
    assert.equal((await send(from("192.0.2.1", { path }))).status, 200);
  });

  it("refuses who does not say what he is, wherever he asks", async () => {
    assert.equal((await send(posted("/webapi/chat/openai", "{}"))).status, 403);
    assert.deepEqual([...firewalls.refused.keys()], ["common"]);
  });

  it("answers a flood of sign-ins with a 429 of its own, and leaves everybody else alone", async () => {
    const signIn = posted("/api/auth/sign-in/email", "{}");
    const flood = await times(15, from("192.0.2.66", signIn));
    assert.deepEqual(flood, [...Array<number>(10).fill(200), ...Array<number>(5).fill(429)]);
    const refused = await send(from("192.0.2.66", signIn));
    assert.equal(refused.headers["retry-after"], "60");
    assert.equal(refused.headers["content-type"], "application/json");
    assert.deepEqual(JSON.parse(refused.body), { error: "Too many requests." });
    assert.equal((await send(from("192.0.2.1", signIn))).status, 200);
    // The session of somebody behind the same address is looked up by GET.
    const session = from("192.0.2.66", { path: "/api/auth/get-session" });
    assert.equal((await send(session)).status, 200);
    now = 61_000;
    assert.equal((await send(from("192.0.2.66", signIn))).status, 200);
  });

  it("limits a session, and not the office that shares its address", async () => {
    const page = (session: string) =>
      from("192.0.2.1", { headers: { cookie: `${SESSION}=${session}` } });
    const [last] = (await times(31, page("greedy"))).slice(-1);
    assert.equal(last, 429);
    assert.equal((await send(page("colleague"))).status, 200);
    assert.deepEqual([...firewalls.refused], [["requests-of-session", 1]]);
  });

  it("limits an address whose every request brings another session", async () => {
    const statuses = await Promise.all(
      Array.from({ length: 101 }, async (_, at) => {
        const headers = { cookie: `${SESSION}=invented-${at}` };
        return (await send(from("192.0.2.1", { headers }))).status;
      }),
    );
    assert.equal(statuses.filter((status) => status === 429).length, 1);
  });

  it("counts no hashed file, unless its path leads elsewhere", async () => {
    const file = from("192.0.2.1", { path: "/_next/static/chunks/1.js" });
    assert.ok((await times(120, file)).every((status) => status === 200));
    const detour = from("192.0.2.2", { path: "/_next/static/%2e%2e/%2e%2e/signin" });
    assert.equal((await times(101, detour)).at(-1), 429);
  });

  it("never limits an allowed address, and gives a denied one nothing, also within the allowed block", async () => {
    const signIn = posted("/api/auth/sign-in/email", "{}");
    assert.ok((await times(15, from("203.0.113.8", signIn))).every((status) => status === 200));
    assert.equal((await send(from("203.0.113.7"))).status, 403);
    assert.equal((await send(from("198.51.100.99"))).status, 403);
  });
});

const ACL = {
  name: "test",
  scope: "REGIONAL",
  defaultAction: { allow: {} },
  rules: [
    listRule("denied", "denied", { priority: 0, action: { block: {} } }),
    listRule("allowed", "allowed", { priority: 1, action: { allow: {} } }),
    ...rateRules(LIMITS, BODY),
    ...managedRules(),
    contentElsewhere(),
  ],
  customResponseBodies: [
    {
      key: BODY,
      contentType: "APPLICATION_JSON",
      content: JSON.stringify({ error: "Too many requests." }),
    },
  ],
};
