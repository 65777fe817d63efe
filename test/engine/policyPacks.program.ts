import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PolicyPacks } from "../../drill/engine/policyPacks";

const PACK = join(__dirname, "packs", "things");

describe("policy packs", () => {
  let packs: PolicyPacks;
  let folder: string;
  beforeEach(() => {
    packs = new PolicyPacks();
    folder = mkdtempSync(join(tmpdir(), "packs-"));
  });
  afterEach(() => {
    packs.close();
    rmSync(folder, { recursive: true });
  });

  function config(content: string): string {
    const file = join(folder, "config.json");
    writeFileSync(file, content);
    return file;
  }

  it("are started once for each configuration, and say who they are", async () => {
    const [plain] = await packs.load({ policyPacks: [PACK] });
    const policyPackConfigs = [config('{"all":"advisory"}')];
    const advised = await packs.load({ policyPacks: [PACK], policyPackConfigs });
    assert.deepEqual([plain?.name, plain?.version], ["things-pack", "1.2.3"]);
    assert.deepEqual([plain?.remediates, advised[0]?.remediates], [true, false]);
    assert.equal((await packs.load({ policyPacks: [PACK] }))[0], plain);
    assert.notEqual(advised[0], plain);
    packs.close();
    assert.notEqual((await packs.load({ policyPacks: [PACK] }))[0], plain);
  });

  it("say why one does not start, and start it when it is mended", async () => {
    const pack = join(folder, "pack");
    cpSync(PACK, pack, { recursive: true });
    symlinkSync(join(__dirname, "..", "..", "node_modules"), join(folder, "node_modules"));
    const policies = join(pack, "index.js");
    writeFileSync(policies, "throw new Error('no policy today')");
    await assert.rejects(packs.load({ policyPacks: [pack] }), {
      message: /^policy pack ".*pack" failed to start: [^]*no policy today/,
    });
    cpSync(join(PACK, "index.js"), policies);
    assert.equal((await packs.load({ policyPacks: [pack] })).length, 1);
  });

  it("have a configuration each, or none", async () => {
    const policyPackConfigs = [config("{}"), config("{}")];
    await assert.rejects(packs.load({ policyPacks: [PACK], policyPackConfigs }), {
      message: /number of policyPackConfigs must match/,
    });
  });

  it("refuse a level that there is not", async () => {
    const policyPackConfigs = [config('{"small":"sometimes"}')];
    await assert.rejects(packs.load({ policyPacks: [PACK], policyPackConfigs }), {
      message: /config\.json: [^]*small/,
    });
  });
});
