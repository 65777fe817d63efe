import assert from "node:assert/strict";
import { basename } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { runLobechat } from "../../ops/runLobechat";
import { fakeConfig, TRAFFIC_RULE } from "./support/fakeOutputs";
import { World } from "./support/world";

const stamp = { sequence: 0, timestamp: 0 };

function updates(urn: string, diffs: string[] = []): EngineEvent {
  const metadata = { op: "update", urn, type: urn.split("::")[2] ?? "", provider: "", diffs };
  return { ...stamp, resourcePreEvent: { metadata } } as unknown as EngineEvent;
}

function says(policyName: string, message: string, enforcementLevel = "mandatory"): EngineEvent {
  const of = { policyName, enforcementLevel, resourceUrn: TRAFFIC_RULE, message, color: "never" };
  return { ...stamp, policyEvent: of } as unknown as EngineEvent;
}

const IDLE = says(
  "traffic-names-no-idle-group",
  "A steady rule names one group.\ntraffic names green | too, with weight 0. To mend it: set lobechat:canaryPercent to 0.\n",
);

describe("lobechat preview", () => {
  let world: World;
  beforeEach(async () => {
    world = await World.open();
  });
  afterEach(() => world.close());

  const run = (...args: string[]) => runLobechat(world.tools, ["preview", ...args]);

  it("says in words what an update would do, and the line that would do it", async () => {
    world.deployment.config = fakeConfig({ activeColor: "green" });
    world.deployment.events = [updates(TRAFFIC_RULE, ["actions", "tags"])];
    assert.equal(await run(), 0);
    assert.deepEqual(world.terminal.printed, [
      "prod flips traffic from blue 2.1.25 to green 2.1.26: 1 resource",
      "  update  ListenerRule traffic  actions, tags",
      "To run it: lobechat flip --stack prod",
    ]);
  });

  it("says that nothing would change, and then names no line", async () => {
    assert.equal(await run(), 0);
    assert.deepEqual(world.terminal.printed, ["prod changes nothing"]);
  });

  it("holds production to its levels, and so a stack that has none of its own", async () => {
    await run();
    await run("--stack", "elsewhere");
    await run("--stack", "dev");
    const levels = world.deployment.previews.map((one) => one.levels.map((path) => basename(path)));
    assert.deepEqual(levels, [["prod.json"], ["prod.json"], ["dev.json"]]);
  });

  it("takes a stack's own levels by its own name, whatever organization that is said with", async () => {
    await run("--stack", "acme/lobechat/dev");
    assert.deepEqual(
      world.deployment.previews.flatMap((one) => one.levels.map((path) => basename(path))),
      ["dev.json"],
    );
  });

  describe("of a branch", () => {
    beforeEach(() => {
      const deployed = fakeConfig({ activeColor: "green", refused: "2.1.25-a" });
      world.deployment.record({ config: deployed });
    });

    it("has traffic as it is deployed, for the branch may be older than a flip", async () => {
      world.base = { "lobechat:activeColor": "blue" };
      assert.equal(await run("--base", "main"), 0);
      const [previewed] = world.deployment.previews;
      assert.equal(previewed?.config["lobechat:activeColor"]?.value, "green");
      assert.equal(previewed.config["lobechat:refused"]?.value, "2.1.25-a");
      assert.deepEqual(world.deployment.config, fakeConfig());
    });

    it("has the traffic that the branch itself changes", async () => {
      world.base = { "lobechat:activeColor": "green" };
      await run("--base", "main");
      const [previewed] = world.deployment.previews;
      assert.equal(previewed?.config["lobechat:activeColor"]?.value, "blue");
      assert.match(world.terminal.printed[0] ?? "", /^prod rolls traffic back from green/);
    });

    it("is not compared with a commit that is not there", async () => {
      assert.equal(await run("--base", "main"), 1);
      assert.deepEqual(world.terminal.told, [
        "main cannot be compared with: unknown revision main",
      ]);
      assert.deepEqual(world.deployment.previews, []);
    });
  });

  it("ends with status 1 for what a mandatory policy refuses, and says how to mend it", async () => {
    world.deployment.events = [updates(TRAFFIC_RULE), IDLE, IDLE];
    world.deployment.failure = new Error("stderr: a thousand lines");
    assert.equal(await run(), 1);
    assert.deepEqual(world.terminal.printed.slice(2), [
      "mandatory: traffic-names-no-idle-group: traffic names green | too, with weight 0",
      "  to mend it: set lobechat:canaryPercent to 0.",
    ]);
    assert.deepEqual(world.terminal.told, [
      "prod would not be updated: traffic-names-no-idle-group. Nothing was changed.",
    ]);
  });

  it("goes on where a policy only advises, and tells of exceptions and of what nobody knows yet", async () => {
    world.deployment.events = [
      says("tags-say-who", "Tags say who.\none has no owner. To mend it: name one.", "advisory"),
      says(
        "exceptions-are-in-sight",
        "In sight.\nnat excepts vpc, which has one: dev.",
        "advisory",
      ),
      says("redis-has-tls", "can't run policy 'redis-has-tls' during preview: x", "advisory"),
    ];
    assert.equal(await run(), 0);
    assert.deepEqual(world.terminal.printed.slice(1), [
      "advisory: tags-say-who: one has no owner",
      "  to mend it: name one.",
      "exception: nat excepts vpc, which has one: dev.",
      "not known yet: redis-has-tls (traffic)",
    ]);
  });

  it("ends with status 1 and the update's own words where a preview cannot be made", async () => {
    world.deployment.failure = new Error("no credentials");
    assert.equal(await run(), 1);
    assert.deepEqual(world.terminal.told, ["prod would not be updated: no credentials"]);
  });

  it("is one JSON value for scripts, a refusal too", async () => {
    world.deployment.events = [IDLE];
    world.deployment.failure = new Error("a policy");
    assert.equal(await run("--json"), 1);
    const [text = "", ...more] = world.terminal.printed;
    assert.deepEqual(more, []);
    assert.deepEqual((JSON.parse(text) as { error: unknown }).error, null);
  });

  it("is a comment in Markdown, in which nothing is taken for markup", async () => {
    world.deployment.events = [updates(TRAFFIC_RULE, ["tags"]), IDLE];
    world.deployment.config = fakeConfig({ activeColor: "green" });
    world.deployment.failure = new Error("a policy");
    await run("--markdown");
    assert.deepEqual(world.terminal.printed, [
      "<!-- lobechat preview of prod -->",
      "### `prod` flips traffic from blue 2.1.25 to green 2.1.26: 1 resource",
      "",
      "**Policies refuse this**, and it would not be run:",
      "",
      "| policy | level | what is wrong | to mend it |",
      "| --- | --- | --- | --- |",
      "| `traffic-names-no-idle-group` | mandatory | traffic names green \\| too, with weight 0 | set lobechat:canaryPercent to 0. |",
      "",
      "| change | resource | properties |",
      "| --- | --- | --- |",
      "| update | ListenerRule traffic | tags |",
    ]);
  });
});
