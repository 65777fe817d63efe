import assert from "node:assert/strict";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { fakeConfig, TRAFFIC_RULE } from "./support/fakeOutputs";
import { lockedBy } from "./support/lockedBy";
import { World } from "./support/world";

describe("lobechat flip", () => {
  let world: World;
  beforeEach(async () => {
    world = await World.open();
  });
  afterEach(() => world.close());

  it("moves all users by an update of the traffic rule alone, and says how to go back", async () => {
    world.deployment.config = fakeConfig({ refused: "2.1.24-z", canaryPercent: "10" });
    await world.run("flip", "--stack", "prod");
    const [up, ...others] = world.deployment.ups;
    assert.deepEqual(others, []);
    assert.deepEqual(up, {
      target: [TRAFFIC_RULE],
      config: fakeConfig({ activeColor: "green", canaryPercent: "0" }),
      message: "flip to green 2.1.26-b (alice@laptop)",
    });
    assert.deepEqual(
      world.deployment.config,
      fakeConfig({ activeColor: "green", canaryPercent: "0" }),
    );
    assert.deepEqual(world.terminal.asked, [
      "Move all users of https://chat.example.com from blue 2.1.25-a to green 2.1.26-b?",
    ]);
    assert.deepEqual(world.terminal.printed, [
      "All users are on green 2.1.26-b: 1 resource changed in 4 s.",
      'To go back: lobechat rollback --reason "…" --stack prod',
    ]);
  });

  it("takes nothing along that is not deployed, says so, and leaves it where it was", async () => {
    const green = JSON.stringify({ release: "2.1.27-c", capacity: { min: 2, max: 6 } });
    const local = { green, maintenance: "true", domain: "new.example.com" };
    world.deployment.config = fakeConfig(local);
    await world.run("flip", "--yes");
    const flipped = { activeColor: "green", canaryPercent: "0" };
    assert.deepEqual(world.deployment.ups[0]?.config, fakeConfig(flipped));
    assert.deepEqual(world.deployment.config, fakeConfig({ ...local, ...flipped }));
    assert.deepEqual(world.terminal.told, [
      "Not deployed, and left out of this: lobechat:domain, lobechat:green.",
    ]);
  });

  it("publishes what an automatic rollback runs from, once traffic has moved", async () => {
    const published: (string | null)[] = [];
    world.tools.publishBundle = (stack, { bundleBucket }) => {
      published.push(
        `${stack.name} to ${String(bundleBucket)}, update ${world.deployment.ups.length}`,
      );
      return published.length < 2
        ? Promise.resolve("s3://b")
        : Promise.reject(new Error("No CLI."));
    };
    await world.run("flip", "--yes");
    assert.deepEqual(published, []);
    world.deployment.record({ config: fakeConfig({ autoRollback: "{}" }) });
    await world.run("flip", "--yes");
    assert.deepEqual(published, ["prod to bundles, update 2"]);
    await world.run("flip", "--yes");
    assert.equal(
      world.terminal.told.at(-1),
      "warning: The bundle of the automatic rollback is the old one: No CLI. `lobechat bundle --publish --stack prod` tries again.",
    );
  });

  it("leaves maintenance on, and says when users will be there", async () => {
    world.deployment.record({ config: fakeConfig({ maintenance: "true" }) });
    await world.run("flip", "--yes");
    assert.equal(world.deployment.ups[0]?.config["lobechat:maintenance"]?.value, "true");
    assert.match(
      world.terminal.printed[0] ?? "",
      /^All users will be on green 2\.1\.26-b once maintenance is over: /,
    );
  });

  it("prints one JSON value for a script, and asks nobody", async () => {
    world.terminal.interactive = false;
    await world.run("flip", "green", "--json", "--yes");
    assert.deepEqual(JSON.parse(world.terminal.printed.join("\n")), {
      ...{ stack: "prod", kind: "flip", canary: null, maintenance: false },
      from: { color: "blue", release: "2.1.25-a" },
      to: { color: "green", release: "2.1.26-b" },
      ...{ resourcesChanged: 1, seconds: 4, warnings: [] },
      back: 'lobechat rollback --reason "…" --stack prod',
    });
  });

  it("tells what the update does meanwhile", async () => {
    const metadata = { op: "update", type: "aws:lb/listenerRule:ListenerRule", urn: TRAFFIC_RULE };
    const about = { metadata: { ...metadata, provider: "" }, planning: false } as const;
    world.deployment.events = [
      { resourcePreEvent: about },
      { diagnosticEvent: { severity: "warning", message: "<{%reset%}>slow<{%reset%}>\n" } },
      { resOutputsEvent: about },
    ].map((event) => ({ sequence: 0, timestamp: 0, ...event }) as EngineEvent);
    await world.run("flip", "--yes");
    assert.deepEqual(world.terminal.told, [
      "  updating  traffic  (ListenerRule)",
      "warning: slow",
      "  updated   traffic  (ListenerRule)",
    ]);
  });

  async function refused(message: string | RegExp, ...args: string[]): Promise<void> {
    const before = world.deployment.config;
    await assert.rejects(world.run("flip", ...args), { name: "Refusal", message });
    assert.deepEqual(world.deployment.config, before);
  }

  it("refuses a color whose alarm is on, before anything runs", async () => {
    world.aws.alarms.green = "ALARM";
    await refused(/^green is not fit to serve; traffic stays where it is\.\n[^]*alarm of green/);
    assert.deepEqual(world.deployment.ups, []);
  });

  it("refuses a color that answers another version", async () => {
    world.site.versions.green = "2.1.20";
    await refused(/seen: +version 2\.1\.20/);
  });

  it("goes on with a warning where the guard only warns, and looks at nothing where it is off", async () => {
    world.aws.alarms.green = "ALARM";
    for (const flipGuard of ["warn", "off"]) {
      world.deployment.record({ config: fakeConfig({ flipGuard }) });
      await world.run("flip", "green", "--yes");
    }
    assert.equal(world.deployment.ups.length, 2);
    assert.equal(world.terminal.told.filter((line) => line.includes("ALARM")).length, 1);
  });

  it("refuses where nobody can see the color answer, and says where to run it from", async () => {
    await world.site.close();
    await refused(/^Nobody has seen green answer: 127\.0\.0\.1:\d+ cannot be reached from here/);
    assert.deepEqual(world.deployment.ups, []);
  });

  it("refuses when nobody is there to answer, and when the answer is no", async () => {
    world.terminal.interactive = false;
    await refused(/^Nobody is here to answer "Move all users of .*": add --yes\./);
    world.terminal.interactive = true;
    world.terminal.agrees = false;
    await refused("Nothing was changed.");
  });

  it("finds the color active already", async () => {
    await refused("blue (2.1.25-a) is active already: nothing was changed.", "blue");
  });

  it("knows blue and green, and no other color", async () => {
    await assert.rejects(world.run("flip", "red"), { exitCode: 1 });
    assert.match(world.terminal.told.join(""), /'red' is invalid.*Allowed choices are blue, green/);
  });

  it("goes to the release that a rollback fled from only when that is asked for again", async () => {
    world.deployment.config = fakeConfig({ refused: "2.1.26-b" });
    world.deployment.record({});
    await refused(/^A rollback fled from 2\.1\.26-b, which green still has: .* add --again\./);
    await world.run("flip", "--again", "--yes");
    assert.equal(world.deployment.ups[0]?.config["lobechat:again"]?.value, "true");
    assert.equal(world.deployment.config["lobechat:again"], undefined);
    assert.equal(world.deployment.config["lobechat:refused"], undefined);
  });

  it("hands on what the guard in the update refuses, and puts the old color back", async () => {
    const refusal =
      "The flip to green is refused; traffic stays on blue.\n\n  check:    release on green";
    const diagnosticEvent = {
      severity: "error",
      message: `<{%reset%}>before hook "traffic-guard" failed: ${refusal}\n<{%reset%}>`,
      urn: TRAFFIC_RULE,
      color: "never",
    } as const;
    world.deployment.events = [{ sequence: 0, timestamp: 0, diagnosticEvent }];
    world.deployment.failure = new Error("a dump of the whole command");
    await refused(refusal, "--yes");
    assert.equal(world.deployment.ups.length, 1);
  });

  it("names the holder of a lock, and how long that may take", async () => {
    world.deployment.failure = lockedBy("bob@ci");
    await refused(
      "The stack prod is locked by bob@ci (pid 7) since 2026-03-01T11:58:00Z, whose update can take up to 83 minutes; nothing was changed.",
      "--yes",
    );
  });
});
