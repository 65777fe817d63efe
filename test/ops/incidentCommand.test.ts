import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fakeConfig, TRAFFIC_RULE } from "./support/fakeOutputs";
import { World } from "./support/world";

describe("lobechat incident", () => {
  let world: World;
  let folder: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "incident-"));
    world = await World.open();
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true });
    await world.close();
  });

  /** Update 2 went to green, and update 3 back. */
  function rolledBack(): void {
    const target = [TRAFFIC_RULE];
    const config = fakeConfig({ activeColor: "green" });
    world.deployment.record({ config, target, message: "flip to green 2.1.26-b (bob@ci)" });
    world.wait(12);
    const message = "rollback to blue 2.1.25-a: chats break (alice@laptop)";
    world.deployment.record({ config: fakeConfig({ refused: "2.1.26-b" }), target, message });
  }

  it("prints the report of the last rollback", async () => {
    rolledBack();
    await world.run("incident");
    assert.match(world.terminal.printed.join("\n"), /^# Incident: green 2\.1\.26-b, 2026-03-01\n/);
  });

  it("writes the report of the rollback that is named to a file", async () => {
    rolledBack();
    const out = join(folder, "incident.md");
    await world.run("incident", "--update", "3", "--out", out);
    assert.match(readFileSync(out, "utf8"), /^# Incident: green 2\.1\.26-b/);
    assert.deepEqual(world.terminal.printed, []);
    assert.equal(world.terminal.told.at(-1), `The report is in ${out}.`);
  });

  it("says where it cannot be written", async () => {
    rolledBack();
    await assert.rejects(world.run("incident", "--out", join(folder, "none", "incident.md")), {
      name: "Refusal",
      message: /^The report cannot be written to .*incident\.md: ENOENT/,
    });
  });

  it("says that nobody has rolled back", async () => {
    await assert.rejects(world.run("incident"), { name: "Refusal" });
  });
});
