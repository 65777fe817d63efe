import assert from "node:assert/strict";
import { fakeConfig, TRAFFIC_RULE } from "./support/fakeOutputs";
import { World } from "./support/world";

const DIGEST = `sha256:${"4".repeat(64)}`;
const SCHEMA = '{"version":"2.1.27","readableBy":">=2.1.24"}';
const GREEN = '{"release":"2.1.27-c","capacity":{"min":2,"max":6}}';

describe("lobechat release", () => {
  let world: World;
  beforeEach(async () => {
    world = await World.open();
    world.site.versions.green = "2.1.27";
  });
  afterEach(() => world.close());

  async function refused(message: string | RegExp, ...args: string[]): Promise<void> {
    const before = world.deployment.config;
    await assert.rejects(world.run("release", ...args), { name: "Refusal", message });
    assert.deepEqual(world.deployment.config, before);
  }

  it("puts a release of the catalogue on the idle color, tries it, and says how to flip", async () => {
    await world.run("release", "2.1.27-c");
    const released = fakeConfig({ green: GREEN, schema: SCHEMA });
    assert.deepEqual(world.deployment.ups, [
      {
        target: undefined,
        config: released,
        message: "release to green 2.1.27-c (alice@laptop)",
      },
    ]);
    assert.deepEqual(world.deployment.config, released);
    assert.deepEqual(world.terminal.asked, [
      "Release 2.1.27-c to green, where 2.1.26-b is now? Users stay on blue.",
      "Raise the schema's mark from 2.1.26 to 2.1.27?",
    ]);
    assert.match(
      world.terminal.told.join("\n"),
      /^2\.1\.27 migrates the shared database, from the schema of 2\.1\.26 to its own\. A snapshot comes first\./,
    );
    assert.deepEqual(world.terminal.printed, [
      "2.1.27-c is on green, answers as 2.1.27: 1 resource changed in 4 s.",
      "To send users there: lobechat flip --stack prod",
    ]);
  });

  it("puts a new release into the catalogue", async () => {
    const options = ["--digest", DIGEST, "--env", "A=1", "B=x=y", "--schema", "--yes", "--json"];
    world.site.versions.green = "2.1.28";
    await world.run("release", "2.1.28-d", ...options);
    const { config } = world.deployment;
    const catalogue = JSON.parse(config["lobechat:releases"]?.value ?? "") as object;
    assert.deepEqual(Object.entries(catalogue).at(-1), [
      "2.1.28-d",
      { version: "2.1.28", digest: DIGEST, env: { A: "1", B: "x=y" } },
    ]);
    assert.equal(Object.keys(catalogue).length, 4);
    assert.deepEqual(JSON.parse(world.terminal.printed.join("\n")), {
      ...{ stack: "prod", color: "green", release: "2.1.28-d", version: "2.1.28" },
      schema: { from: "2.1.26", to: "2.1.28" },
      ...{ resourcesChanged: 1, seconds: 4, warnings: [] },
      ...{ answered: true, smoke: null, next: "lobechat flip --stack prod" },
    });
  });

  it("leaves the schema's mark where it is for a version that migrates nothing", async () => {
    world.site.versions.green = "2.1.25";
    await world.run("release", "2.1.25-a", "--yes");
    assert.deepEqual(JSON.parse(world.deployment.config["lobechat:schema"]?.value ?? ""), {
      ...{ version: "2.1.26", readableBy: ">=2.1.24" },
    });
  });

  it("runs with who serves as it is deployed, and says where the checkout differed", async () => {
    world.deployment.record({
      config: fakeConfig({ activeColor: "green", refused: "2.1.24-z" }),
      message: "rollback to green 2.1.26-b: x (bob@ci)",
      target: [TRAFFIC_RULE],
    });
    world.deployment.config = fakeConfig({ canaryPercent: "10", domain: "new.example.com" });
    world.site.versions.blue = "2.1.27";
    await world.run("release", "2.1.27-c", "--schema", "--yes");
    const blue = GREEN;
    const traffic = { activeColor: "green", refused: "2.1.24-z" };
    assert.deepEqual(
      world.deployment.ups[0]?.config,
      fakeConfig({ ...traffic, blue, schema: SCHEMA, domain: "new.example.com" }),
    );
    assert.deepEqual(world.terminal.told.slice(0, 3), [
      "lobechat:activeColor is blue here and green as deployed: it stays as deployed.",
      "lobechat:canaryPercent is 10 here and not set as deployed: it stays as deployed.",
      "lobechat:refused is not set here and 2.1.24-z as deployed: it stays as deployed.",
    ]);
  });

  describe("for as long as a flip has to prove itself", () => {
    beforeEach(() => {
      const message = "flip to green 2.1.26-b (bob@ci)";
      world.deployment.config = fakeConfig({ activeColor: "green" });
      world.deployment.record({ message, target: [TRAFFIC_RULE] });
    });

    it("does not take away what a rollback goes back to", async () => {
      world.wait(29);
      await refused(
        "green serves only since 2026-03-01 12:00 UTC, and blue is the way back until 2026-03-01 12:30 UTC (lobechat:flipLimits.bakeMinutes = 30): release then. Nothing was changed.",
        ...["2.1.27-c", "--schema", "--yes"],
      );
      assert.deepEqual(world.deployment.ups, []);
    });

    it("waits no longer", async () => {
      world.wait(31);
      world.site.versions.blue = "2.1.27";
      await world.run("release", "2.1.27-c", "--schema", "--yes");
    });

    it("may replace what a rollback fled from", async () => {
      world.deployment.config = fakeConfig({ refused: "2.1.26-b" });
      const message = "rollback to blue 2.1.25-a: chats break (bob@ci)";
      world.deployment.record({ message, target: [TRAFFIC_RULE] });
      await world.run("release", "2.1.27-c", "--schema", "--yes");
    });
  });

  it("disturbs no canary", async () => {
    world.deployment.record({ config: fakeConfig({ canaryPercent: "10" }) });
    await refused(/^green has a canary of 10 %, whose users a release would disturb/, "2.1.27-c");
  });

  it("migrates nothing that nobody has agreed to", async () => {
    world.terminal.interactive = false;
    await refused(
      "2.1.27 migrates the shared database, whose schema is of 2.1.26: add --schema once you have read what it migrates. Nothing was changed.",
      ...["2.1.27-c", "--yes"],
    );
    assert.deepEqual(world.deployment.ups, []);
  });

  const wrong: [string, RegExp, ...string[]][] = [
    ["no place of its image", /does not have 2\.1\.28-d yet: say where its image is/, "2.1.28-d"],
    ["a name without a version", /The name new does not begin with a version/, "new"],
    ["no version", /^--version 2 is none/, "2.1.28-d", "--version", "2"],
    ["no digest", /^--digest sha256:4 is none/, "2.1.28-d", "--digest", "sha256:4"],
    [
      "a source that can be moved",
      /^--source a:latest can be moved/,
      "2.1.28-d",
      "--source",
      "a:latest",
    ],
    ["no variable", /^--env A is no variable/, "2.1.28-d", "--digest", DIGEST, "--env", "A"],
    [
      "another digest of a release that is there",
      /has 2\.1\.26-b already, .* leave out --digest/,
      "2.1.26-b",
      "--digest",
      DIGEST,
    ],
  ];
  for (const [what, message, ...args] of wrong)
    it(`refuses ${what}, before anything runs`, async () => {
      await refused(message, ...args, "--yes");
      assert.deepEqual(world.deployment.ups, []);
    });

  it("copies an image that has a source before the update, and none when it is told so", async () => {
    const copied: (string | undefined)[] = [];
    world.tools.copyImages = (_, config) => {
      copied.push(config["lobechat:releases"]?.value);
      return Promise.resolve();
    };
    world.site.versions.green = "2.1.28";
    const source = `docker.io/lobehub/lobehub:2.1.28@${DIGEST}`;
    await world.run("release", "2.1.28-d", "--source", source, "--schema", "--yes");
    assert.match(copied.join(), /docker\.io\/lobehub\/lobehub:2\.1\.28@sha256:4/);
    world.site.versions.green = "2.1.29";
    await world.run("release", "2.1.29-e", "--source", source, "--no-copy", "--schema", "--yes");
    assert.equal(copied.length, 1);
  });

  it("puts the configuration back when the update fails", async () => {
    world.deployment.failure = new Error("the snapshot failed");
    await refused("the snapshot failed", "2.1.27-c", "--schema", "--yes");
  });

  it("says that the release is on its color and does not answer as it should", async () => {
    world.site.versions.green = "2.1.20";
    await assert.rejects(world.run("release", "2.1.27-c", "--schema", "--yes"), {
      message:
        "2.1.27-c is on green, but not as it should be; traffic stays on blue. GET /api/version: expected 200 and version 2.1.27, seen version 2.1.20.",
    });
    assert.deepEqual(world.deployment.config, fakeConfig({ green: GREEN, schema: SCHEMA }));
  });

  it("warns where nobody can see the color", async () => {
    await world.site.close();
    await world.run("release", "2.1.27-c", "--schema", "--yes");
    assert.match(
      world.terminal.told.join("\n"),
      /warning: nobody has seen green answer as 2\.1\.27-c/,
    );
    assert.match(world.terminal.printed[0] ?? "", /^2\.1\.27-c is on green: /);
  });

  describe("with a smoke test of the stack's own", () => {
    beforeEach(() => {
      world.deployment.config = fakeConfig({ smoke: "npm run smoke" });
    });

    it("runs it against the color, by the preview header", async () => {
      await world.run("release", "2.1.27-c", "--schema", "--yes");
      const env = {
        LOBECHAT_URL: "https://chat.example.com",
        LOBECHAT_PREVIEW_HEADER: "x-lobechat-preview",
        LOBECHAT_PREVIEW_TOKEN: "green-token",
        LOBECHAT_VERSION: "2.1.27",
      };
      assert.deepEqual(world.ran, [{ command: "npm run smoke", env }]);
      assert.match(world.terminal.printed[0] ?? "", /answers as 2\.1\.27, passes its smoke test/);
    });

    it("ends when that fails", async () => {
      world.exitStatus = 3;
      await assert.rejects(world.run("release", "2.1.27-c", "--schema", "--yes"), {
        message:
          "2.1.27-c is on green, but its smoke test (npm run smoke) ended with status 3; traffic stays on blue.",
      });
    });
  });
});
