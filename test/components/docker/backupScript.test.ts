import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DUMP_FOLDER } from "../../../components/app/dumpScript";
import { BACKUP_LOOP, BACKUP_SCRIPT, FRESH_SCRIPT } from "../../../components/docker/backupScript";
import { SNAPSHOTS_FOLDER } from "../../../components/docker/snapshotScript";
import { Shell, type Ended } from "../kubernetes/shell";

const SUM = createHash("sha256").update("dumped").digest("hex");
const NAME = `20270115T080000Z-6-${SUM}`;
const HOUR_MS = 3_600_000;

/** The loop sleeps $TURNS times, and is told to end then. */
const TOOLS = {
  psql: `note psql; echo t`,
  pg_dump: `note pg_dump; [ ! -e "$FOLDER/down" ] && printf dumped > "$FOLDER/dump/database.dump"`,
  pg_restore: `printf table`,
  sleep: `note sleep; [ "$(grep -c sleep "$FOLDER/calls")" -lt "$TURNS" ] || kill -TERM $PPID`,
};

describe("backups on Docker", () => {
  let shell: Shell;
  beforeEach(() => {
    shell = new Shell(TOOLS);
  });
  afterEach(() => {
    shell.remove();
  });

  const folder = (every: string) => join(shell.folder, "snapshots", "backups", every);
  const dumps = (every: string) =>
    readdirSync(folder(every))
      .filter((file) => file.endsWith(".dump"))
      .sort();
  const here = (script: string) =>
    script
      .replaceAll(SNAPSHOTS_FOLDER, `${shell.folder}/snapshots`)
      .replaceAll(DUMP_FOLDER, `${shell.folder}/dump`);
  const loop = (turns: number): Promise<Ended> =>
    shell.run(`exec sh -uc "$LOOP" backups "$BACKUP"`, {
      ...{ LOOP: here(BACKUP_LOOP), BACKUP: here(BACKUP_SCRIPT), TURNS: String(turns) },
      DATABASE_URL: "postgresql://lobechat:pw@database:5432/lobechat",
    });
  const kept = (every: string, name: string, ageHours: number) => {
    mkdirSync(folder(every), { recursive: true });
    const path = join(folder(every), name);
    writeFileSync(path, "");
    const written = new Date(Date.now() - ageHours * HOUR_MS);
    utimesSync(path, written, written);
  };
  const isFresh = async () => (await shell.run(here(FRESH_SCRIPT))).code === 0;

  it("are made of each kind, each once until the next is due, and the container is healthy", async () => {
    const { code, stdout, calls } = await loop(3);
    assert.equal(code, 0);
    for (const every of ["hourly", "daily", "weekly"])
      assert.deepEqual(dumps(every), [`${NAME}.dump`], every);
    assert.equal(calls.filter((call) => call === "pg_dump").length, 3);
    assert.match(stdout, /^backup: \S+\/backups\/hourly\/20270115T080000Z-6-\S+\.dump$/m);
    assert.equal(await isFresh(), true);
  });

  it("are made again when they are due", async () => {
    await loop(1);
    kept("hourly", "last", 1.1);
    kept("daily", "last", 23);
    const { calls } = await loop(5);
    assert.equal(calls.filter((call) => call === "pg_dump").length, 4);
  });

  it("that failed are tried again at once, and keep what is old", async () => {
    shell.write("down", "");
    kept("hourly", "20270110T080000Z-6-aa.dump", 48);
    const { calls, code } = await loop(2);
    assert.equal(code, 0);
    assert.equal(calls.filter((call) => call === "pg_dump").length, 6);
    assert.deepEqual(dumps("hourly"), ["20270110T080000Z-6-aa.dump"]);
    assert.equal(await isFresh(), false);
  });

  it("that are good let the old ones go, by their kind", async () => {
    kept("hourly", "20270113T080000Z-6-aa.dump", 49);
    kept("hourly", "20270114T090000Z-6-bb.dump", 20);
    kept("daily", "20270101T080000Z-6-cc.dump", 9 * 24);
    kept("daily", "20270110T080000Z-6-dd.dump", 6 * 24);
    await loop(1);
    assert.deepEqual(dumps("hourly"), ["20270114T090000Z-6-bb.dump", `${NAME}.dump`]);
    assert.deepEqual(dumps("daily"), ["20270110T080000Z-6-dd.dump", `${NAME}.dump`]);
  });

  it("suspiciously small are kept, not believed, and not tried again at once", async () => {
    kept("hourly", "20270115T070000Z-13-aa.dump", 1.5);
    const { stderr, calls } = await loop(2);
    assert.deepEqual(dumps("hourly"), ["20270115T070000Z-13-aa.dump", `${NAME}.small.dump`]);
    assert.match(stderr, /less than half of the good one before it/);
    assert.equal(calls.filter((call) => call === "pg_dump").length, 3);
    assert.equal(await isFresh(), false);
  });
});
