import assert from "node:assert/strict";
import type { Action, Condition } from "../../../drill/cloud/loadBalancer/api";
import { pickByWeight } from "../../../drill/cloud/loadBalancer/weights";
import { ask } from "./client";
import { EVERY_PATH, forward, PLAIN_503, until, World } from "./world";

/** The same numbers in every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const say = (messageBody: string): Action => ({
  type: "fixed-response",
  statusCode: 200,
  contentType: "text/plain",
  messageBody,
});

describe("Rules of the load balancer", () => {
  let world: World;
  afterEach(async () => {
    await world.close();
  });

  it("take effect after the propagation delay and not before, in the order of the changes", async () => {
    world = await World.start({ propagationMs: 150 });
    const blue = await world.groupWithApp("blue");
    const green = await world.groupWithApp("green");
    const rule = world.rule([forward({ [blue]: 1 })]);
    world.rule([forward({ [green]: 1 })], 10, [{ field: "path-pattern", values: ["/green"] }]);
    await world.inEffect(rule, { blue: 1 });
    await world.allHealthy(blue, green);

    const acceptedMs = performance.now();
    world.modifyRule(rule, [forward({ [green]: 1 })]);
    world.modifyRule(rule, [forward({ [blue]: 1 })]);
    world.modifyRule(rule, [forward({ [green]: 1 })]);
    assert.deepEqual(world.service.trafficWeights(), { blue: 1 });
    assert.equal((await ask(world.address)).from, "blue");
    let movedMs = 0;
    await until("moved", async () => {
      const startMs = performance.now();
      const moved = (await ask(world.address)).from === "green";
      if (moved) movedMs = startMs;
      return moved;
    });
    // A timer may fire up to a millisecond early.
    assert.ok(movedMs - acceptedMs >= 140, `moved after ${String(movedMs - acceptedMs)} ms`);
    assert.deepEqual(world.service.trafficWeights(), { green: 1 });
    assert.equal((await ask(world.address)).from, "green");
  });

  it("tell when each rule for every path was accepted, and of no other rule", async () => {
    world = await World.start();
    const startMs = Date.now();
    const rule = world.rule([PLAIN_503]);
    world.rule([PLAIN_503], 10, [{ field: "path-pattern", values: ["/green"] }]);
    world.modifyRule(rule, [PLAIN_503]);
    const { trafficRuleAcceptedMs } = world.service;
    assert.equal(trafficRuleAcceptedMs.length, 2);
    assert.ok(trafficRuleAcceptedMs.every((ms) => ms >= startMs && ms <= Date.now()));
    assert.throws(() => {
      world.modifyRule(rule, []);
    });
    assert.equal(trafficRuleAcceptedMs.length, 2);
  });

  describe("match", () => {
    const cases: [
      string,
      Condition[],
      { path?: string; headers?: Record<string, string> },
      boolean,
    ][] = [
      ["every path", EVERY_PATH, { path: "/any/thing?x=1" }, true],
      [
        "a prefix",
        [{ field: "path-pattern", values: ["/_next/static/*"] }],
        { path: "/_next/static/a.js" },
        true,
      ],
      [
        "a path in its own case only",
        [{ field: "path-pattern", values: ["/Img/*"] }],
        { path: "/img/a" },
        false,
      ],
      ["a dot as a dot", [{ field: "path-pattern", values: ["/a.js"] }], { path: "/abjs" }, false],
      [
        "one character for ?",
        [{ field: "path-pattern", values: ["/a?c"] }],
        { path: "/abc" },
        true,
      ],
      [
        "not two characters for ?",
        [{ field: "path-pattern", values: ["/a?c"] }],
        { path: "/abbc" },
        false,
      ],
      ["not the query", [{ field: "path-pattern", values: ["/a"] }], { path: "/a?b=c" }, true],
      [
        "any of the values",
        [{ field: "path-pattern", values: ["/x", "/y"] }],
        { path: "/y" },
        true,
      ],
      [
        "a header in any case",
        [{ field: "http-header", name: "X-Preview", values: ["Green-ABC"] }],
        { headers: { "x-preview": "green-abc" } },
        true,
      ],
      [
        "a header's wildcard",
        [{ field: "http-header", name: "x-preview", values: ["green-*"] }],
        { headers: { "x-preview": "green-1" } },
        true,
      ],
      [
        "not another header",
        [{ field: "http-header", name: "x-preview", values: ["*"] }],
        { headers: { "x-other": "green" } },
        false,
      ],
      [
        "all conditions or none",
        [...EVERY_PATH, { field: "http-header", name: "x-preview", values: ["green"] }],
        {},
        false,
      ],
    ];
    for (const [name, conditions, question, matches] of cases) {
      it(name, async () => {
        world = await World.start({ propagationMs: 0 });
        const action = say("hit");
        world.rule([action], 1, conditions);
        world.rule([action], 2, [{ field: "path-pattern", values: ["/ready"] }]);
        await until("both rules are in effect", async () => {
          return (await ask(world.address, { path: "/ready" })).status === 200;
        });
        assert.equal((await ask(world.address, question)).status, matches ? 200 : 503);
      });
    }
  });

  it("are tried by priority, whatever the order they were made in", async () => {
    world = await World.start();
    const late = world.rule([say("late")], 200);
    world.rule([say("early")], 5);
    world.rule([say("middle")], 50);
    await until("early", async () => (await ask(world.address)).body === "early");
    world.modifyRule(late, [say("late")], 1);
    await until("late comes first", async () => (await ask(world.address)).body === "late");
    world.service.deleteRule(late);
    await until("early again", async () => (await ask(world.address)).body === "early");
  });

  it("redirect with the port written out, and keep host, path and query", async () => {
    world = await World.start();
    const first = world.rule([
      { type: "redirect", protocol: "HTTPS", port: "443", statusCode: 301 },
    ]);
    const headers = { host: "chat.example.com:8080" };
    await until("redirected", async () => (await ask(world.address)).status === 301);
    const query = await ask(world.address, { path: "/a/b?c=d&e", headers });
    assert.equal(query.headers.location, "https://chat.example.com:443/a/b?c=d&e");
    world.rule([{ type: "redirect", protocol: "HTTPS", port: "#{port}", statusCode: 302 }], 1_000);
    world.service.deleteRule(first);
    await until("the other rule", async () => (await ask(world.address)).status === 302);
    const answer = await ask(world.address, { headers });
    assert.equal(answer.headers.location, "https://chat.example.com:80/");
  });

  it("share new visitors by weight: 10 percent of 2,000 requests", async () => {
    world = await World.start({ random: seeded(7) });
    const blue = await world.groupWithApp("blue");
    const green = await world.groupWithApp("green");
    await world.inEffect(world.rule([forward({ [blue]: 90, [green]: 10 })]), {
      blue: 90,
      green: 10,
    });
    await world.allHealthy(blue, green);
    let onGreen = 0;
    for (let sent = 0; sent < 2000; sent += 20) {
      const answers = await Promise.all(Array.from({ length: 20 }, () => ask(world.address)));
      onGreen += answers.filter(({ from }) => from === "green").length;
    }
    assert.ok(onGreen >= 160 && onGreen <= 240, `${String(onGreen)} of 2,000`);
  });

  it("pick nobody when every weight is 0, and never one of weight 0", async () => {
    world = await World.start();
    assert.equal(
      pickByWeight([{ weight: 0 }], () => 0),
      undefined,
    );
    for (const random of [0, 0.5, 0.999_999]) {
      const picked = pickByWeight([{ weight: 0 }, { weight: 3 }, { weight: 0 }], () => random);
      assert.equal(picked?.weight, 3);
    }
  });
});
