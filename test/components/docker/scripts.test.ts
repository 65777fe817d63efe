import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { DUMP_FOLDER } from "../../../components/app/dumpScript";
import { SNAPSHOT_SCRIPT, SNAPSHOTS_FOLDER } from "../../../components/docker/snapshotScript";
import { Shell } from "../kubernetes/shell";

const TOOLS = {
  psql: `note psql; echo "$MIGRATED"`,
  pg_dump: `note pg_dump; [ "$DUMPS" = y ] && printf dumped > "$FOLDER/dump/database.dump"`,
  pg_restore: `note pg_restore; printf "$CONTENTS"`,
};

describe("a snapshot on Docker", () => {
  let shell: Shell;
  const run = (env: Record<string, string> = {}) =>
    shell.run(
      // As the container runs it.
      `set -e\n${SNAPSHOT_SCRIPT}`
        .replaceAll(SNAPSHOTS_FOLDER, `${shell.folder}/snapshots`)
        .replaceAll(DUMP_FOLDER, `${shell.folder}/dump`),
      {
        DATABASE_URL: "postgresql://lobechat:pw@database:5432/lobechat",
        RELEASE: "2.1.26-9f3c2e1",
        ...{ MIGRATED: "t", DUMPS: "y", CONTENTS: "table" },
        ...env,
      },
    );

  beforeEach(() => {
    shell = new Shell(TOOLS);
  });
  afterEach(() => {
    shell.remove();
  });

  it("is kept under its release, time, size and checksum once it was read", async () => {
    const { code, stdout, calls } = await run();
    assert.equal(code, 0);
    const sum = createHash("sha256").update("dumped").digest("hex");
    const file = `${shell.folder}/snapshots/2.1.26-9f3c2e1/20270115T080000Z-6-${sum}.dump`;
    assert.equal(stdout, `snapshot: ${file}\n`);
    assert.equal(readFileSync(file, "utf8"), "dumped");
    assert.deepEqual(calls, ["psql", "pg_dump", "pg_restore"]);
  });

  it("of a database without migrations is empty", async () => {
    const { code, stdout } = await run({ MIGRATED: "f" });
    assert.equal(code, 0);
    assert.match(stdout, /^empty: /);
    assert.equal(existsSync(`${shell.folder}/snapshots`), false);
  });

  it("fails when nothing was dumped, and when the dump cannot be read", async () => {
    assert.notEqual((await run({ DUMPS: "n" })).code, 0);
    assert.notEqual((await run({ CONTENTS: "" })).code, 0);
    assert.equal(existsSync(`${shell.folder}/snapshots`), false);
  });
});
