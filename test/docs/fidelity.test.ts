import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StandIn } from "../../drill/cloud/standIn";

const CHECKOUT = join(__dirname, "..", "..");

/** What stands in the page between backquotes, each once. */
function quoted(pattern: RegExp): string[] {
  const page = readFileSync(join(CHECKOUT, "docs", "fidelity.md"), "utf8");
  return [...page.matchAll(/`([^`]+)`/g)]
    .flatMap(([, text]) => (text !== undefined && pattern.test(text) ? [text] : []))
    .toSorted();
}

describe("the page on how true the drill is", () => {
  const workDir = mkdtempSync(join(tmpdir(), "fidelity-"));
  let cloud: StandIn;
  before(async () => {
    const options = { scale: 60, propagationMs: 300, domain: "chat.example.com", workDir };
    cloud = await StandIn.start(options);
  });
  after(async () => {
    await cloud.close();
    rmSync(workDir, { recursive: true, force: true });
  });

  it("names every type that the stand-in knows, once, and no other", () => {
    const types = quoted(/^(aws|docker|kubernetes|random|tls):[^ ]+:[A-Z]/);
    assert.deepEqual(types, [...cloud.kinds.keys()].toSorted());
  });

  it("has a part for every folder of the stand-in cloud", () => {
    const folders = readdirSync(join(CHECKOUT, "drill", "cloud"), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `drill/cloud/${name}`);
    const named = new Set(quoted(/^drill\/cloud\//));
    assert.deepEqual(
      folders.filter((folder) => !named.has(folder)),
      [],
    );
  });

  it("names tests that are there", () => {
    const tests = quoted(/^test\/.*\.(test|program|browser)\.ts$/);
    assert.ok(tests.length > 10);
    assert.deepEqual(
      tests.filter((path) => !existsSync(join(CHECKOUT, path))),
      [],
    );
  });
});
