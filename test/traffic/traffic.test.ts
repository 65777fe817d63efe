import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import type { RequestRecord } from "../../drill/traffic/record";
import { type Traffic, startTraffic } from "../../drill/traffic/traffic";
import { type FakeApp, startFakeApp } from "./fakeApp";

describe("the virtual users", () => {
  let app: FakeApp;
  let traffic: Traffic | undefined;

  beforeEach(async () => {
    app = await startFakeApp();
  });

  afterEach(async () => {
    await traffic?.stop();
    traffic = undefined;
    await app.close();
  });

  async function start(users: number, streams: number): Promise<Traffic> {
    traffic = await startTraffic({ ...app.site, users, streams, streamMs: 60, thinkMs: 5 });
    await traffic.ready;
    return traffic;
  }

  /** The first record from now on that is looked for. */
  async function next(
    of: Traffic,
    wanted: (record: RequestRecord) => boolean,
  ): Promise<RequestRecord> {
    const from = of.records.length;
    for (;;) {
      const found = of.records.slice(from).find(wanted);
      if (found !== undefined) return found;
      await turn();
    }
  }

  it("sign in, each with a session, a connection and an address of its own, and lose nothing", async () => {
    const users = await start(5, 3);
    await next(users, ({ kind }) => kind === "stream");
    await next(users, ({ kind }) => kind === "asset");
    await users.stop();
    traffic = undefined;
    assert.equal(app.sessions.size, 5);
    assert.equal(new Set(app.seen.map(({ headers }) => headers["x-forwarded-for"])).size, 5);
    assert.deepEqual(users.userColors(), ["blue", "blue", "blue", "blue", "blue"]);
    const bad = users.records.filter((r) => r.failed || r.sessionLost || r.assetLost || r.cut);
    assert.deepEqual(bad, []);
  });

  it("behave as a browser does: Host, Origin on what they post, all cookies, the user in the chat", async () => {
    await start(1, 1);
    const chat = app.seen.find(({ path }) => path === "/webapi/chat/openai");
    assert.equal(chat?.headers.host, "chat.example.com");
    assert.equal(chat.headers.origin, "https://chat.example.com");
    assert.equal(chat.headers.cookie, "session=token-0; AWSALB=pod");
    const sent = Buffer.from(String(chat.headers["x-lobe-chat-auth"]), "base64");
    const key = Buffer.from("LobeHub · LobeHub");
    const payload = Buffer.from(sent.map((byte, at) => byte ^ (key[at % key.length] ?? 0)));
    assert.match(payload.toString(), /^\{"userId":"id of user-0-/);
  });

  it("have all streams open when ready, and open the next when one ends", async () => {
    const users = await start(2, 3);
    await next(users, ({ kind }) => kind === "session");
    const chats = () => app.seen.filter(({ path }) => path === "/webapi/chat/openai").length;
    assert.ok(chats() >= 3);
    for (let ended = 0; ended < 4; ended += 1) await next(users, ({ kind }) => kind === "stream");
    while (chats() < 7) await turn();
    while (users.openStreams().blue !== 3) await turn();
    assert.equal(users.openStreams().green, 0);
  });

  it("note which color answered, also when it changes", async () => {
    const users = await start(3, 0);
    app.answeredBy = "green";
    while (users.userColors().some((color) => color !== "green")) await turn();
    assert.ok(users.records.some(({ color }) => color === "blue"));
  });

  it("load a script of the page that they opened before", async () => {
    const users = await start(4, 0);
    app.build = "b2";
    app.seen.length = 0;
    await users.loadOldAssets();
    const scripts = app.seen.map(({ path }) => path).filter((path) => path.includes("main-b1"));
    assert.equal(scripts.length, 4);
    app.seen.length = 0;
    await users.loadOldAssets();
    assert.equal(app.seen.filter(({ path }) => path.includes("main-b1")).length, 0);
  });

  it("count a script of an earlier page that is gone as lost", async () => {
    const users = await start(4, 0);
    app.keepsOldBuilds = false;
    app.build = "b2";
    await users.loadOldAssets();
    const lost = users.records.filter(({ assetLost }) => assetLost);
    assert.equal(lost.length, 4);
    assert.deepEqual([lost[0]?.kind, lost[0]?.status, lost[0]?.failed], ["asset", 404, false]);
  });

  it("count a session that is gone as lost and failed", async () => {
    const users = await start(2, 0);
    app.sessions.clear();
    const lost = await next(users, ({ sessionLost }) => sessionLost);
    assert.deepEqual([lost.kind, lost.status, lost.failed], ["session", 200, true]);
  });

  it("count a 5xx as failed, and not as a lost session", async () => {
    const users = await start(2, 0);
    app.status = 503;
    const failed = await next(users, (record) => record.failed);
    assert.deepEqual([failed.status, failed.sessionLost], [503, false]);
  });

  it("count somebody else's session as lost", async () => {
    const users = await start(2, 0);
    app.mistakenFor = "somebody@example.com";
    const lost = await next(users, ({ sessionLost }) => sessionLost);
    assert.deepEqual([lost.kind, lost.status], ["session", 200]);
  });

  for (const [end, words] of [
    ["early", "ends in order without its final event"],
    ["broken", "breaks off"],
  ] as const) {
    it(`count a stream that ${words} as cut`, async () => {
      const users = await start(1, 1);
      app.streamsEnd = end;
      const cut = await next(users, (record) => record.cut);
      assert.deepEqual([cut.kind, cut.status, cut.color], ["stream", 200, "blue"]);
    });
  }

  it("let open streams end when they stop", async () => {
    const users = await start(2, 2);
    await users.stop();
    traffic = undefined;
    assert.deepEqual(
      users.records.filter(({ cut }) => cut),
      [],
    );
    assert.ok(users.records.filter(({ kind }) => kind === "stream").length >= 2);
    assert.deepEqual(users.openStreams(), { blue: 0, green: 0 });
  });

  it("are gone when the drill is killed", async () => {
    const options = { ...app.site, users: 2, streams: 1, streamMs: 60, thinkMs: 5 };
    const drill = fork(join(__dirname, "abandoned.ts"), [JSON.stringify(options)], {
      execArgv: ["-r", "ts-node/register/transpile-only"],
    });
    while (!app.seen.some(({ path }) => path === "/signin")) await turn();
    drill.kill("SIGKILL");
    while ((await app.connections()) > 0) await turn();
    assert.equal(await app.connections(), 0);
  });

  it("say what the app answered when they cannot sign in", async () => {
    app.status = 500;
    traffic = await startTraffic({ ...app.site, users: 1, streams: 0, streamMs: 60, thinkMs: 5 });
    await assert.rejects(traffic.ready, /user-0-.* could not sign in: the app answered 500/);
  });
});
