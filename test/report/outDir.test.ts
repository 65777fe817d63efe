import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OutDirError, claimOutDir, writeJson, writePage } from "../../drill/report/outDir";
import { SAMPLE } from "./sampleReport";

describe("the folder of --out", () => {
  let parent: string;

  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), "out-dir-"));
  });

  afterEach(() => {
    rmSync(parent, { recursive: true });
  });

  it("is made, and left empty until there is a report", () => {
    const dir = join(parent, "a", "b");
    claimOutDir(dir);
    assert.deepEqual(readdirSync(dir), []);
  });

  it("gets the report, whole, and nothing else", () => {
    writeFileSync(join(parent, "drill-report.json"), "an older and much longer report");
    assert.equal(writeJson(SAMPLE, parent), join(parent, "drill-report.json"));
    assert.deepEqual(readdirSync(parent), ["drill-report.json"]);
    assert.deepEqual(JSON.parse(readFileSync(join(parent, "drill-report.json"), "utf8")), SAMPLE);
  });

  it("gets the page beside it, whole", () => {
    assert.equal(writePage(SAMPLE, parent), join(parent, "drill-report.html"));
    assert.deepEqual(readdirSync(parent), ["drill-report.html"]);
    assert.match(readFileSync(join(parent, "drill-report.html"), "utf8"), /<\/html>\n$/);
  });

  it("is refused in one sentence when a part of its path is a file", () => {
    const dir = join(parent, "file", "below");
    writeFileSync(join(parent, "file"), "");
    assert.throws(
      () => {
        claimOutDir(dir);
      },
      new OutDirError(dir, Object.assign(new Error(), { code: "ENOTDIR" })),
    );
  });

  it("keeps no draft when the report cannot take its place", () => {
    mkdirSync(join(parent, "drill-report.json"));
    assert.throws(() => writeJson(SAMPLE, parent), OutDirError);
    assert.deepEqual(readdirSync(parent), ["drill-report.json"]);
  });

  for (const [code, cause] of [
    ["EACCES", "permission denied"],
    ["EROFS", "the file system is read-only"],
    ["ENOSPC", "no space is left on the device"],
  ] as const) {
    it(`is said to be unusable in one sentence: ${cause}`, () => {
      assert.equal(
        new OutDirError("reports", Object.assign(new Error(code), { code })).message,
        `The report cannot be written to --out reports: ${cause}; name a folder with room that you may write to, as in --out drill-report.`,
      );
    });
  }
});
