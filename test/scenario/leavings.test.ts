import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { filesBelow, Overheard } from "../../drill/scenario/secrets/leavings";
import { lookForSecrets } from "../../drill/scenario/secrets/lookForSecrets";
import { SecretSearch } from "../../drill/scenario/secrets/secretSearch";

const STEPS = [{ id: "deploy" }, { id: "no-change" }];
const TOKEN = randomBytes(24).toString("hex");
const MADE = { name: "random:index/randomPassword:RandomPassword sessions.result", value: TOKEN };

describe("what a drill leaves behind", () => {
  const folder = mkdtempSync(join(tmpdir(), "leavings-"));
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("is searched in every file, however deep, and told by its path below the folder", () => {
    mkdirSync(join(folder, "cloud", "pods"), { recursive: true });
    writeFileSync(join(folder, "cloud", "pods", "blue-1.log"), `token=${TOKEN}\n`);
    writeFileSync(join(folder, "key"), "nothing");
    assert.deepEqual(lookForSecrets([MADE], filesBelow(folder), STEPS), {
      step: "no-change",
      sought: 1,
      places: 2,
      found: [{ name: MADE.name, place: join("cloud", "pods", "blue-1.log"), step: "no-change" }],
    });
  });

  it("is no data of a Docker volume, which only root reads", () => {
    const docker = join(folder, "cloud", "docker");
    mkdirSync(join(docker, "volumes", "routes"), { recursive: true });
    writeFileSync(join(docker, "volumes", "routes", "edge.yml"), TOKEN);
    writeFileSync(join(docker, "blue-1.log"), TOKEN);
    const { found } = lookForSecrets([MADE], filesBelow(join(folder, "cloud")), STEPS);
    rmSync(docker, { recursive: true });
    assert.deepEqual(
      found.map(({ place }) => place).filter((place) => place.startsWith("docker")),
      [join("docker", "blue-1.log")],
    );
  });

  it("belongs to the step that said it", () => {
    const told = { place: "what the engine said of deploy", step: "deploy", content: TOKEN };
    const [leak] = lookForSecrets([MADE], [told], STEPS).found;
    assert.equal(leak?.step, "deploy");
  });

  it("is also what was written to the terminal", () => {
    const written: string[] = [];
    const out = new Overheard({ columns: 80, write: (text) => written.push(text) });
    out.write(`a line with ${TOKEN}\n`);
    assert.deepEqual(written, [`a line with ${TOKEN}\n`]);
    assert.deepEqual([out.columns, out.isTTY], [80, false]);
    assert.deepEqual(new SecretSearch([MADE]).namesIn(out.text), [MADE.name]);
  });
});
